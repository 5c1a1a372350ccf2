//! Where the bytes of papers are kept: a folder, a bucket of a store that speaks S3, or the database.

use std::path::Path;

use office::{FileStore, S3};

use crate::{house::Place, say::Trouble};

/// The beginning of a place that is a bucket.
const BUCKET: &str = "s3://";
/// The folder's name in the folder of the books.
const FOLDER: &str = "files";
/// The region when none is said.
const REGION: &str = "eu-west-2";

/// The store that `--files` names, or the folder in that of the books. None: in the database, which
/// is where nodes that share one find each other's files.
pub(crate) fn store(place: &Place) -> Result<Option<FileStore>, Trouble> {
    let store = match (place.files.as_deref(), &place.database) {
        (Some(named), _) if named.starts_with(BUCKET) => FileStore::s3(&bucket(named)?)?,
        (Some(folder), _) => FileStore::folder(Path::new(folder))?,
        (None, None) => FileStore::folder(&place.data.join(FOLDER))?,
        (None, Some(_)) => return Ok(None),
    };
    Ok(Some(store))
}

/// A bucket, and the key that opens it as the environment says.
fn bucket(named: &str) -> Result<S3, Trouble> {
    let rest = named.trim_start_matches(BUCKET);
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let needed = |name: &str| {
        said(name).ok_or_else(|| {
            Trouble::wrong_use(
                format!("{name} is not set, and {named} needs it"),
                "docs/running.md says which variables a bucket needs.",
            )
        })
    };
    if bucket.is_empty() {
        return Err(Trouble::wrong_use(
            format!("“{named}” names no bucket"),
            "Write it as s3://bucket, or s3://bucket/beginning.",
        ));
    }
    let region = said("FOLKMOOT_S3_REGION").unwrap_or_else(|| REGION.to_owned());
    let secret = match said("FOLKMOOT_S3_SECRET_FILE") {
        Some(file) => {
            let path = Path::new(&file);
            let text = std::fs::read_to_string(path).map_err(crate::say::file(path))?;
            text.trim().to_owned()
        }
        None => needed("FOLKMOOT_S3_SECRET")?,
    };
    Ok(S3 {
        endpoint: said("FOLKMOOT_S3_ENDPOINT")
            .unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com")),
        region,
        bucket: bucket.to_owned(),
        prefix: prefix.to_owned(),
        key: needed("FOLKMOOT_S3_KEY")?,
        secret,
    })
}
