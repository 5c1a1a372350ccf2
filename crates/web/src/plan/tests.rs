//! What the tests of this part share.

use serde_json::json;
use testkit::ARRANGEMENTS;

use crate::testing::Moot;

/// Areas for Three Rivers: the whole of it, a district that the council is for, and a street.
const AREAS: &str = r#"
[[area]]
id = "whole"
name = "Three Rivers"
kind = "county"

[[area]]
id = "wyeford"
name = "Wyeford"
kind = "district"
code = "E07000999"
within = "whole"

[[area]]
id = "lugg"
name = "Lugg Valley"
kind = "district"
within = "whole"

[[area]]
id = "mill-lane"
name = "Mill Lane"
kind = "target-area"
within = "wyeford"
"#;

/// Three Rivers with areas, from 2007 on.
pub(super) fn with_areas() -> Moot {
    let moot = Moot::new();
    let council = "id = \"council\"\n";
    assert!(
        ARRANGEMENTS.contains(council),
        "the council is an organisation"
    );
    let text = ARRANGEMENTS.replacen(council, "id = \"council\"\narea = \"wyeford\"\n", 1);
    moot.acts(json!({
        "act": "structure.adopt-arrangements", "text": format!("{text}{AREAS}"), "from": "2007-01-02",
    }));
    moot
}
