//! A source that the report cites, whatever file it was written in.

use crate::diagnostic::Diagnostic;
use crate::source::Located;

/// Makes an enum of words from its rows.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$variant),+];

            /// The key of an entry that means it.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// What kind of source an entry is: the key that holds its title, number or symbol.
    ///
    /// An entry such as a chapter also has the key of another kind (`book`); the kind that stands first here counts.
    SourceKind {
        /// A judgment, a decision.
        Case = "case",
        /// A part of a book.
        Chapter = "chapter",
        /// A letter of special procedures.
        Communication = "communication",
        /// A supplement of the Official Records, by its number.
        Supplement = "supplement",
        /// A document, by its symbol.
        Document = "document",
        /// A resolution, by its number.
        Resolution = "resolution",
        /// A treaty.
        Treaty = "treaty",
        /// An article of a periodical.
        Article = "article",
        /// An article of a newspaper.
        Newspaper = "newspaper",
        /// A page on a website.
        Web = "web",
        /// A section of a database.
        Database = "database",
        /// A law.
        Law = "law",
        /// A thesis.
        Thesis = "thesis",
        /// A working paper, and other papers.
        Paper = "paper",
        /// An interview, by who was asked.
        Interview = "interview",
        /// A letter or an e-mail, by its subject.
        Letter = "letter",
        /// A speech, by what it was.
        Speech = "speech",
        /// A film or a recording.
        Video = "video",
        /// A publication of the United Nations.
        Publication = "publication",
        /// A book.
        Book = "book",
        /// A report of an organization or ministry.
        Report = "report",
    }
}

words! {
    /// What else is known of a source.
    Fact {
        /// The title of a document or speech, where the key of the kind holds something else.
        Title = "title",
        /// A shorter title for later notes.
        Short = "short",
        /// The city.
        Place = "place",
        /// The publisher.
        Publisher = "publisher",
        /// The year.
        Year = "year",
        /// The date: year-month-day, or year-month.
        Date = "date",
        /// The address on the web.
        Url = "url",
        /// The day it was read there.
        Accessed = "accessed",
        /// The volume.
        Volume = "volume",
        /// The title of the volume.
        VolumeTitle = "volume_title",
        /// A number.
        Number = "number",
        /// The issue of a periodical.
        Issue = "issue",
        /// Its pages.
        Page = "page",
        /// The periodical or newspaper.
        Journal = "journal",
        /// The series, or the database.
        Series = "series",
        /// The book of a chapter.
        Book = "book",
        /// The reports of a court.
        CourtReport = "report",
        /// The court.
        Court = "court",
        /// What it is, in words: `press release`.
        Kind = "kind",
        /// The country of a law.
        Country = "country",
        /// The university of a thesis.
        University = "university",
        /// Where a speech was given.
        Event = "event",
        /// What the speaker or writer is.
        Role = "role",
        /// The body that adopted or received it.
        Body = "body",
        /// The session of the Official Records.
        Session = "session",
        /// The symbol of a supplement.
        Symbol = "symbol",
        /// The edition of a book.
        Edition = "edition",
        /// The gazette of a law.
        Gazette = "gazette",
        /// The date of that gazette.
        GazetteDate = "gazette_date",
    }
}

/// The name of an author or editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// As it was written: an organization, or a person of whom nobody said which name is the last.
    Whole(String),
    /// A person.
    Person {
        /// First names.
        given: String,
        /// The last name, with what belongs to it.
        family: String,
    },
}

impl Name {
    /// The name as a sentence has it.
    pub fn straight(&self) -> String {
        match self {
            Name::Whole(name) => name.clone(),
            Name::Person { given, family } => format!("{given} {family}"),
        }
    }

    /// The name as a list has it: the last name first.
    pub fn inverted(&self) -> String {
        match self {
            Name::Whole(name) => name.clone(),
            Name::Person { given, family } => format!("{family}, {given}"),
        }
    }

    /// A person, or a whole name where one of the two is missing.
    pub(super) fn of(given: String, family: String) -> Option<Name> {
        match (given.is_empty(), family.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Name::Whole(family)),
            (false, true) => Some(Name::Whole(given)),
            (false, false) => Some(Name::Person { given, family }),
        }
    }
}

/// A source that the report cites.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that citations call it by.
    pub key: Located<String>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Its title, number or symbol.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<Name>,
    /// Whether there are more authors than its file names.
    pub has_more_authors: bool,
    /// Who edited it.
    pub editors: Vec<Name>,
    /// What its file calls its kind, where no such kind has a form of its own.
    pub foreign_kind: Option<String>,
    /// What is to be said of it if it is cited: a file that serves many reports has mistakes that this one does not meet.
    pub remarks: Vec<Diagnostic>,
    /// What else is known.
    pub(super) facts: Vec<(Fact, Vec<String>)>,
}

impl Source {
    /// The values of a fact: a book can have two publishers.
    pub fn all(&self, fact: Fact) -> &[String] {
        self.facts.iter().find(|(name, _)| *name == fact).map_or(&[], |(_, values)| values.as_slice())
    }

    /// The value of a fact.
    pub fn get(&self, fact: Fact) -> Option<&str> {
        self.all(fact).first().map(String::as_str)
    }

    /// The facts that are given.
    pub fn facts(&self) -> impl Iterator<Item = Fact> + '_ {
        self.facts.iter().map(|(fact, _)| *fact)
    }

    /// The source with another text under a fact.
    pub fn with(&self, fact: Fact, text: &str) -> Source {
        let mut source = self.clone();
        source.facts.retain(|(other, _)| *other != fact);
        source.facts.push((fact, vec![text.to_owned()]));
        source
    }
}
