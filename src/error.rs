//! Why the program cannot go on. What is wrong with a report is a [`crate::diagnostic::Diagnostic`], never an `Error`.

/// A reason to stop that is not a fault of the report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One of our own data files (a profile, a language) cannot be read.
    #[error("the built-in file {file} is damaged: {reason}")]
    Data {
        /// Path inside the project.
        file: String,
        /// What the reader said.
        reason: String,
    },
    /// A font cannot be read.
    #[error("the font {name} is damaged or of an unknown kind")]
    Font {
        /// Name of the face.
        name: String,
    },
    /// The PDF library refuses the document; `reasons` are its words.
    #[error("the PDF cannot be written: {}", reasons.join("; "))]
    Pdf {
        /// One sentence a reason.
        reasons: Vec<String>,
    },
    /// The EPUB package cannot be put together.
    #[error("the EPUB cannot be written: {reason}")]
    Epub {
        /// What the zip library said.
        reason: String,
    },
    /// The Word package cannot be put together.
    #[error("the Word file cannot be written: {reason}")]
    Docx {
        /// What the zip or XML library said.
        reason: String,
    },
}
