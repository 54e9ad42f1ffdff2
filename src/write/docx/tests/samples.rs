//! Documents that between them use every part of a Word file.

use crate::document::Document;
use crate::document::sample::{everything, listing, report, resolved};

/// Lists that begin anew, two annexes, references to numbers below numbers.
pub(super) fn counted() -> Document {
    let summary = "summary: [{list: [a list before any number.], style: letters}]\n";
    let annexes = format!("annexes:\n  - title: Cases\n{ANNEX}  - title: Cases\n    id: cases\n{ANNEX}");
    resolved(&format!("{}{summary}{annexes}", listing("en", COUNTED)))
}

const COUNTED: &str = r#"- {heading: One, level: 1}
- "First:"
- list: [["first;", "more of the first;"], [{paragraph: "second, the target;", id: sub}]]
  style: letters
- {paragraph: "Between two lists:", numbered: false}
- list: [["anew;", {list: [a deep one], style: roman}], goes on.]
  style: letters
- See [para. @sub], and [annex @cases].
- {list: [a third list.], style: letters}
- {heading: Below one, level: 2}
- Third.
- {heading: Two, level: 1}
- {heading: Below two, level: 2}
- {list: [own list;, goes on;], style: numbers}
- Fourth.
- {list: [own list anew.], style: numbers}
"#;

const ANNEX: &str = r#"    body:
      - "First of the annex:"
      - {list: [in the annex.], style: letters}
      - {paragraph: "Between:", numbered: false}
      - {list: [anew in the annex.], style: letters}
      - Second of the annex.
"#;

/// An Arabic report with everything that turns round.
pub(super) fn arabic() -> Document {
    resolved(ARABIC)
}

const ARABIC: &str = r#"
submitted_to: cescr
state: CHN
language: ar
date: 2026-01-16
title: تقرير موازٍ
confidential: true
submitted_by: [{name: شبكة المثال للحقوق}]
contents: true
body: |
  # السكن والمياه

  ينبغي للدولة الطرف أن تقوم بما يلي، وفقا للمادة 11 من العهد E/C.12/CHN/CO/3 والفقرة 47 (ب):^[انظر [Rapport annuel]{lang=fr}.]

  (أ) نشر الإيجارات؛ {#rents}

      (i) في المدن؛

  (ب) تحديدها.

  ::: recommendations
  نوصي بما يلي:

  - بناء المساكن (انظر [الفقرة @rents] و[المرفق @cases]).
  :::

  > لكل شخص الحق في السكن اللائق.
  >
  > — التعليق العام رقم 4

  | المنطقة | الإيجار |
  |:---|---:|
  | الشمال | 12.5 |
  | الجنوب | 9.25 |

  : الإيجارات حسب المنطقة

  ![مربع رمادي](pixel.png){width=40mm}

  : مربع

  {page_break}

  فقرة بلا رقم. {-}
annexes:
  - title: منهج العمل
    body: زرنا البلديات.
  - title: قائمة الحالات
    id: cases
    body: حالة.
"#;

/// A cover, a mark, a drawing, a table after a table, a paragraph in another direction.
pub(super) fn odd_pages() -> Document {
    odd_pages_with("")
}

/// The same with more between the two tables.
pub(super) fn odd_pages_with(between: &str) -> Document {
    let table = "| A | B | C |\n|:--|:-:|--:|\n| one | two | |\n";
    let figure = "![A disc](disc.svg){width=60mm}\n";
    let text = format!(
        "لكل شخص الحق في السكن (المادة 11)، وفي المياه. {{- lang=ar}}\n\n\
         In Arabic: [الحق في السكن، 11]{{lang=ar}} and in Chinese: “住房权”。 {{-}}\n\n\
         {table}\n{between}\n\n{table}\n{figure}\n{figure}\n{{page_break}}\n\n{table}"
    );
    let report = report("generic", "en", &text).replace("cover: false", "cover: true\nconfidential: true");
    resolved(&report)
}

pub(super) fn all() -> [Document; 4] {
    [everything(), counted(), arabic(), odd_pages()]
}
