//! What is left of the chats and mails that a text was copied from: dates and names before lines, and the heads of mails.

use std::ops::Range;

use super::{Line, Mistake, paragraphs, touches};
use crate::diagnostic::{Code, counted};
use crate::text::numerals::digit;

/// The date and the time of a message have no more bytes together.
const LONGEST_STAMP: usize = 60;

/// The name of its sender has no more.
const LONGEST_NAME: usize = 80;

/// The head of a mail has no more bytes in a line.
const LONGEST_HEAD: usize = 300;

/// What programs for mail write between dashes before a mail that was sent on.
const DIVIDERS: [&str; 9] = [
    "original message",
    "forwarded message",
    "message d'origine",
    "message d’origine",
    "mensaje original",
    "mensaje reenviado",
    "пересылаемое сообщение",
    "رسالة أصلية",
    "رسالة معاد توجيهها",
];

/// The last words of the line before a mail that was answered.
const WROTE: [&str; 7] = ["wrote", "a écrit", "escribió", "пишет", "написал", "كتب", "写道"];

/// The first line of a head, and the one with the day.
const FROM: [&str; 5] = ["from", "de", "от", "发件人", "من"];
const SENT: [&str; 10] =
    ["sent", "date", "envoyé", "enviado", "enviado el", "fecha", "отправлено", "дата", "发送时间", "تاريخ الإرسال"];

pub(super) fn find(lines: &[Line<'_>], tables: &[Range<usize>]) -> Vec<Mistake> {
    let is_free = |line: &&Line<'_>| line.text.len() > 8 && !touches(tables, line.start..line.end());
    let chats: Vec<Range<usize>> = lines
        .iter()
        .filter(is_free)
        .filter_map(|line| Some((line, chat(line.text)?)))
        .map(|(line, stamp)| line.start + stamp.start..line.start + stamp.end)
        .collect();
    let mut found: Vec<Mistake> = chats.first().map(|first| of_chat(first.clone(), chats.len())).into_iter().collect();
    found
        .extend(lines.iter().filter(is_free).filter(|line| is_divider(line.text) || is_answer(line.text)).map(of_mail));
    found.extend(paragraphs(lines).filter(|lines| is_head(lines)).map(|lines| of_mail(&lines[0])));
    found
}

fn of_chat(first: Range<usize>, count: usize) -> Mistake {
    let lines = counted(count, "line has", "lines have");
    Mistake::warning(Code::PastedPage, first, format!("{lines} a date, a time and a name, as in a chat that was copied"))
        .help("write in a sentence who wrote and when, and delete the date, the time and the name; to quote the words, begin each line with `> `")
}

fn of_mail(line: &Line<'_>) -> Mistake {
    let message = format!("`{}` looks like the head of a mail that was copied", line.text.trim());
    Mistake::warning(Code::PastedPage, line.start..line.end(), message)
        .help("delete the head of the mail, and write in a sentence who wrote and when; to quote the words, begin each line with `> `")
}

/// Signs for the direction of letters, which chats put before a line.
const MARKS: [char; 5] = ['\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}'];

/// `[12/03/2026, 14:05] Name: `, `12/03/2026, 14:05 - Name: ` and `Name, [12.03.2026 14:05]`: the place of all that.
fn chat(line: &str) -> Option<Range<usize>> {
    let typed = line.trim_start_matches(' ').trim_start_matches(MARKS);
    let start = line.len() - typed.len();
    let near = &typed[..typed.floor_char_boundary(LONGEST_STAMP)];
    let length = if let Some(inside) = near.strip_prefix('[') {
        let end = inside.find(']')?;
        is_stamp(&inside[..end]).then_some(end + 2)
    } else if near.starts_with(|c| digit(c).is_some()) {
        let (stamp, rest) = near.split_once(" - ").or_else(|| near.split_once(" – "))?;
        is_stamp(stamp).then_some(near.len() - rest.len())
    } else {
        let near = &typed[..typed.floor_char_boundary(LONGEST_NAME + LONGEST_STAMP)];
        let (name, stamp) = near.strip_suffix(']')?.rsplit_once(", [")?;
        return (typed.len() == near.len() && is_name(name) && is_stamp(stamp)).then_some(start..start + near.len());
    }?;
    let rest = &typed[length..];
    let (name, _) = rest[..rest.floor_char_boundary(LONGEST_NAME)].split_once([':', '：'])?;
    is_name(name).then(|| start..start + length + name.len())
}

fn is_name(text: &str) -> bool {
    (1..=5).contains(&text.split_whitespace().count())
}

/// A date and a time, in any order: `12/03/2026, 14:05`, `2:05:10 PM, 3/12/26`.
fn is_stamp(text: &str) -> bool {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, ',' | '،' | '，') || MARKS.contains(&c);
    let is_half = |word: &str| {
        matches!(word.to_lowercase().as_str(), "am" | "pm" | "a.m." | "p.m." | "a." | "p." | "m." | "ص" | "م")
    };
    let (mut dates, mut times) = (0, 0);
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        match (is_date(word), is_time(word), is_half(word)) {
            (true, ..) => dates += 1,
            (_, true, _) => times += 1,
            (.., true) => {}
            _ => return false,
        }
    }
    dates == 1 && times == 1
}

fn is_date(word: &str) -> bool {
    ['/', '.', '-'].into_iter().any(|sign| {
        let parts: Vec<&str> = word.split(sign).collect();
        parts.len() == 3 && parts.iter().all(|part| is_number(part, 4))
    })
}

fn is_time(word: &str) -> bool {
    let parts: Vec<&str> = word.split(':').collect();
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| is_number(part, 2))
}

fn is_number(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.chars().count()) && text.chars().all(|c| digit(c).is_some())
}

/// `-----Original Message-----`.
fn is_divider(line: &str) -> bool {
    let typed = line.trim();
    let inside = typed.trim_matches('-');
    let is_between = typed.starts_with("---") && typed.ends_with("---");
    is_between && inside.len() < LONGEST_STAMP && DIVIDERS.contains(&inside.trim().to_lowercase().as_str())
}

/// `On Thu, 12 Mar 2026 at 14:05, Name <name@example.org> wrote:`. A report that quotes says no time and no address.
fn is_answer(line: &str) -> bool {
    let Some(words) = line.trim().strip_suffix([':', '：']).filter(|words| words.len() < LONGEST_HEAD) else {
        return false;
    };
    let ends = WROTE.iter().any(|wrote| words.trim_end().ends_with(wrote));
    let has_date = words.split([' ', ',']).any(is_date);
    ends && has_time(words) && (has_date || words.contains('<') && words.contains('@'))
}

fn has_time(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，')).any(is_time)
}

/// The lines `From: ...` and `Sent: ...` with a time, one after the other.
fn is_head(lines: &[Line<'_>]) -> bool {
    let value = |line: &Line<'_>, keys: &[&str]| -> Option<String> {
        let (key, value) = line.text.trim().split_once([':', '：']).filter(|(key, _)| key.len() < LONGEST_STAMP)?;
        let key = key.trim_matches(['*', ' ', '\u{A0}']).to_lowercase();
        keys.contains(&key.as_str()).then(|| value.to_owned())
    };
    let near = &lines[..lines.len().min(4)];
    let is_long = |line: &Line<'_>| line.text.len() > LONGEST_HEAD;
    !near.iter().any(is_long)
        && value(&near[0], &FROM).is_some()
        && near[1..].iter().any(|line| value(line, &SENT).is_some_and(|value| has_time(&value)))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::find;

    fn count(text: &str) -> usize {
        find(&lines(text), &[]).len()
    }

    #[test]
    fn lines_of_chats_and_heads_of_mails_are_found() {
        for text in [
            "[12/03/2026, 14:05] Mary: Rents rose.",
            "[12/03/2026, 2:05:10 PM] Mary Ann: Rents rose.",
            "[14:05, 12/03/2026] Mary: Rents rose.",
            "12/03/2026, 14:05 - Mary: Rents rose.",
            "12.03.26, 14:05 - Mary: Rents rose.",
            "12.03.26, 14:05 – Élise: Rents rose.",
            "[١٢/٣/٢٠٢٦، ١٤:٠٥] مريم: ارتفعت الإيجارات.",
            "Mary Ann, [12.03.2026 14:05]",
            "-----Original Message-----",
            "---------- Forwarded message ---------",
            "-----Message d'origine-----",
            "On Thu, Mar 12, 2026 at 2:05 PM Mary <mary@example.org> wrote:",
            "Le jeu. 12 mars 2026 à 14:05, Mary <mary@example.org> a écrit :",
            "El jue, 12 mar 2026 a las 14:05, Mary (<mary@example.org>) escribió:",
            "12.03.2026 14:05, Mary пишет:",
            "From: Mary\nSent: Thursday, 12 March 2026 14:05\nTo: John\nSubject: Rents",
            "De : Marie\nEnvoyé : jeudi 12 mars 2026 14:05\nÀ : Jean",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
        assert_eq!(count("[1/3/26, 9:05] Mary: No.\n[1/3/26, 9:06] John: Yes."), 1);
    }

    #[test]
    fn dates_and_quotations_of_a_report_are_left_alone() {
        for text in [
            "On 12 March 2026, the Ministry wrote:",
            "On 12 March 2026 at 14:05, the police wrote:",
            "[12/03/2026] The Ministry: no answer.",
            "12/03/2026 - the Ministry answered: no.",
            "12/03/2026, 14:05 - the police came.",
            "From: the Ministry\nDate: 12 March 2026\nTo: the Committee",
            "--- Annex ---",
            "The session is at 14:05: bring papers.",
            "14:05 - 15:00: Rents",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
