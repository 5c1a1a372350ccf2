//! What Three Rivers needs so that its groups can make delivery plans.

/// Laid after the arrangements of Three Rivers: themes, approaches, areas, principles, parts of a plan,
/// who advises for communities, and a gate.
pub const DELIVERY: &str = r#"
[[theme]]
id = "water"
name = "Water"
delivered_by = ["learning"]

[[approach]]
id = "economic"
name = "Economic wellbeing"

[[approach]]
id = "social"
name = "Social wellbeing"

[[area]]
id = "weir"
name = "Weir"
kind = "target-area"

[[area]]
id = "mill"
name = "Mill"
kind = "district"

[[principle]]
id = "future"
name = "The future"
asks = "See what follows in the long run."
clause = "42"

[[principle]]
id = "joining-up"
name = "Joining up"
asks = "Look past your own organisation."
clause = "42"

[plans]
kinds = ["theme-group"]
clause = "40"

[[plans.part]]
id = "work"
what = "A work programme"

[[plans.part]]
id = "meetings"
what = "A cycle of meetings"

[plans.community_advice]
bodies = ["forum"]
clause = "41"

[[duty]]
id = "watch"
what = "Watch over the delivery plan in detail"
bodies = ["executive"]
clause = "50"

[[gate]]
id = "handover"
name = "Handover of the delivery plan"
about = "Detailed watching over the plan passes from the Executive to the Learning Group."
from = "executive"
to = "learning"
decided_by = "board"
plans = ["learning"]
duties = ["watch"]
clause = "50"

[[body]]
id = "watchers"
name = "Watch on the Rivers"
kind = "task-group"

[[body.line]]
to = "board"
kind = "reports-to"

[[body.seat]]
id = "before"
title = "Theme lead"
partner = "council"
ends_at_gate = "handover"

[[body.seat]]
id = "after"
title = "Lead officer"
partner = "council"
begins_at_gate = "handover"
"#;
