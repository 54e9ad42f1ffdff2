//! `assemble schema`: the JSON Schema of the report format, for editors.

use super::{Status, print};
use crate::facts::profile::Profile;
use crate::read::schema::schema;

/// Prints the schema.
pub(super) fn run() -> Status {
    let schema = schema(Profile::ids());
    print::result(&format!("{schema:#}\n"));
    Status::Done
}
