#!/usr/bin/env python3
"""Makes Word drafts as others make them, imports each, and looks for every word.

usage: drafts.py ASSEMBLE

Drafts in six languages are made with python-docx, from pieces of headings, numbered text, lists, tables with merged cells,
notes, links, pictures, tracked changes, comments, text boxes, fields and controls; some of them are opened and saved again
by LibreOffice, which writes Word files of its own kind. Others are made by pandoc from Markdown, with all that Markdown
has, and by docx (npm), with which programs on the net write. Each is imported with its changes accepted. Every word in the
paragraphs of the draft must stand in the report or in a message of the import, as often as it stands
in the draft; a word that is in neither is found. The report must be one that can be read: only words of the author's own
may be missing (M22).
"""
import collections, io, json, os, random, re, shutil, struct, subprocess, sys, tempfile, zipfile, zlib
from concurrent.futures import ThreadPoolExecutor
import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from edit import Office

LETTERS = {
    "en": "abdefghiklmnoprstuvwy",
    "fr": "abcdeéèàçilmnoôprstuv",
    "es": "abcdeñáéílmnoprstuvó",
    "ru": "абвгдежзиклмнопрстуы",
    "ar": "ابتثجحدرزسشصضطعفقكلمن",
    "zh": "人民住房水电权利城市区北南中文",
}
WHO = 'w:id="{}" w:author="Partner" w:date="2026-01-01T00:00:00Z"'


class Draft:
    """A draft that is being made."""

    def __init__(self, number, language):
        self.random, self.language, self.number = random.Random(number), language, number
        self.document = docx.Document()
        self.used, self.gone, self.ids = set(), [], 100

    def word(self):
        """A word that the draft does not have."""
        letters = LETTERS[self.language]
        while True:
            word = "".join(self.random.choice(letters) for _ in range(self.random.randint(5, 9)))
            if word not in self.used:
                self.used.add(word)
                return word

    def words(self, count):
        return " ".join(self.word() for _ in range(count))

    def id(self):
        self.ids += 1
        return self.ids

    def who(self):
        return WHO.format(self.id())

    def paragraph(self, style=None):
        return self.document.add_paragraph(self.words(self.random.randint(8, 20)) + ".", style)

    def add(self, paragraph, xml):
        """Puts an element at the end of a paragraph."""
        extra = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
        head, rest = re.match(r"<[\w:]+", xml).group(0), re.sub(r"^<[\w:]+", "", xml, count=1)
        element = parse_xml(f'{head} {nsdecls("w", "wp", "a", "r", "m")} {extra}{rest}')
        paragraph._p.append(element)
        return element


def heading(draft):
    draft.document.add_heading(draft.words(3), draft.random.randint(1, 4))


def bold_heading(draft):
    draft.document.add_paragraph().add_run(draft.words(3)).bold = True
    draft.paragraph()


def text(draft):
    paragraph = draft.paragraph()
    for look in ("bold", "italic", "underline"):
        setattr(paragraph.add_run(" " + draft.words(2)), look, True)
    paragraph.add_run(" " + draft.word()).font.superscript = True
    paragraph.add_run("\n" + draft.word() + "\t" + draft.word())


def typed_numbers(draft):
    for number in range(1, 5):
        draft.document.add_paragraph(f"{number}. {draft.words(12)}.")


def lists(draft):
    for style in ("List Bullet", "List Bullet", "List Bullet 2", "List Number", "List Number", "List Number 2", "List Continue"):
        draft.document.add_paragraph(draft.words(5), style)


def typed_list(draft):
    for mark in ("(a)", "(b)", "•", "–", "[1]", "*", "#", "1)", ">", "|", "```", ":::"):
        draft.document.add_paragraph(f"{mark} {draft.words(4)}")


def table(draft):
    rows, columns = draft.random.randint(2, 5), draft.random.randint(2, 5)
    made = draft.document.add_table(rows, columns, style="Table Grid")
    for cell in (cell for row in made.rows for cell in row.cells):
        cell.text = draft.words(2)
    if draft.random.random() < 0.7:
        made.cell(0, 0).merge(made.cell(0, columns - 1))
        made.cell(rows - 1, 0).merge(made.cell(rows - 2 if rows > 2 else rows - 1, 0))
    made.cell(rows - 1, columns - 1).add_paragraph(draft.words(3), "List Bullet")
    inner = made.cell(rows - 1, columns - 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = draft.word(), draft.word()
    made.cell(rows - 1, columns - 1).add_paragraph(draft.word())


def link(draft):
    paragraph = draft.paragraph()
    target = draft.document.part.relate_to("https://example.org/a?b=1&c=2", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True)
    draft.add(paragraph, f'<w:hyperlink r:id="{target}"><w:r><w:t xml:space="preserve"> {draft.words(2)}</w:t></w:r></w:hyperlink>')
    draft.add(paragraph, f'<w:hyperlink w:anchor="nowhere"><w:r><w:t xml:space="preserve"> {draft.words(2)}</w:t></w:r></w:hyperlink>')


def tracked(draft):
    paragraph = draft.paragraph()
    draft.add(paragraph, f'<w:ins {draft.who()}><w:r><w:t xml:space="preserve"> {draft.words(2)}</w:t></w:r></w:ins>')
    gone = draft.words(2)
    draft.gone += gone.split()
    draft.add(paragraph, f'<w:del {draft.who()}><w:r><w:delText xml:space="preserve"> {gone}</w:delText></w:r></w:del>')
    mark = draft.paragraph()
    mark._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del {draft.who()}/></w:rPr>'))
    draft.paragraph()


def comment(draft):
    paragraph = draft.paragraph()
    draft.document.add_comment(paragraph.runs, text=draft.words(4), author="Partner", initials="P")


def text_box(draft):
    inside = "".join(f"<w:p><w:r><w:t>{draft.words(4)}</w:t></w:r></w:p>" for _ in range(2))
    draft.add(draft.paragraph(), f'<w:r><w:pict><v:shape style="width:100pt;height:50pt"><v:textbox><w:txbxContent>{inside}'
              "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")


def field(draft):
    paragraph = draft.paragraph()
    for code in (' HYPERLINK "https://example.org/x" ', " SEQ Table ", " REF nowhere ", ' DATE \\@ "d" ', " MERGEFIELD Name "):
        draft.add(paragraph, f'<w:fldSimple w:instr="{code.replace(chr(34), "&quot;")}"><w:r><w:t xml:space="preserve"> {draft.words(2)}</w:t></w:r></w:fldSimple>')


def control(draft):
    paragraph = draft.paragraph()
    draft.add(paragraph, f'<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t xml:space="preserve"> {draft.words(2)}</w:t></w:r></w:sdtContent></w:sdt>')
    draft.add(paragraph, f'<w:smartTag w:element="x"><w:r><w:t xml:space="preserve"> {draft.words(2)}</w:t></w:r></w:smartTag>')
    draft.add(paragraph, f"<m:oMath><m:r><m:t>{draft.word()}</m:t></m:r></m:oMath>")


def hidden(draft):
    paragraph = draft.paragraph()
    paragraph.add_run(" " + draft.words(2)).font.hidden = True
    run = paragraph.add_run(" " + draft.words(2))
    run.font.strike = True
    run.font.small_caps = True


def margins(draft):
    section = draft.document.sections[0]
    section.header.is_linked_to_previous = False
    section.header.add_paragraph(draft.words(3))
    section.footer.add_paragraph(draft.words(3))


def quotation(draft):
    draft.document.add_paragraph(draft.words(12), "Intense Quote")
    draft.document.add_paragraph(draft.words(6), "Caption")
    draft.document.add_paragraph(draft.words(6), "Title")


def png():
    """A picture of four points."""
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
    return start + chunk(b"IDAT", zlib.compress(b"\0\x10\x20\0\x30\x40")) + chunk(b"IEND", b"")


def picture(draft):
    draft.document.add_picture(io.BytesIO(png()), width=docx.shared.Cm(2))
    draft.paragraph()


PIECES = [heading, bold_heading, text, typed_numbers, lists, typed_list, table, link, tracked, comment, text_box, field,
          control, hidden, margins, quotation, picture]
NOTE = ('<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {}</w:t></w:r></w:p></w:footnote></w:footnotes>')


def made(number, language, folder):
    """A draft: each piece stands in some of them; gives its path, the words that its changes take out, and whether
    LibreOffice can open it."""
    draft = Draft(number, language)
    heading(draft)
    pieces = draft.random.sample(PIECES, 9)
    for piece in pieces:
        piece(draft)
        draft.paragraph()
    path = os.path.join(folder, f"{number:02}-{language}.docx")
    note(draft, draft.paragraph())
    draft.document.save(path)
    # LibreOffice itself ends at comments made by python-docx.
    return path, draft.gone, comment not in pieces


def note(draft, paragraph):
    """A footnote, which python-docx does not make."""
    part = docx.opc.part.Part(docx.opc.packuri.PackURI("/word/footnotes.xml"),
                              "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
                              NOTE.format(draft.words(4)).encode(), draft.document.part.package)
    draft.document.part.relate_to(part, docx.opc.constants.RELATIONSHIP_TYPE.FOOTNOTES)
    draft.add(paragraph, '<w:r><w:footnoteReference w:id="1"/></w:r>')


def in_markdown(draft):
    """A text in Markdown with all that pandoc knows: each piece is a heading, a list, a table or words of one kind."""
    words, word = draft.words, draft.word
    image = "picture.png"
    pieces = [
        f"# {words(3)}\n\n{words(9)}.[^1]\n\n[^1]: {words(4)}\n\n    {words(5)}",
        f"{words(3)}\n======\n\n## {words(2)} {{#place .unnumbered}}\n\n{words(6)}^[{words(3)}] [{words(2)}](#place).",
        f"- {words(4)}\n- {words(3)}\n\n    {words(6)}\n\n    1. {words(3)}\n    2. {words(3)}\n- {words(2)}",
        f"(a) {words(4)};\n(b) {words(3)}.\n\n<!-- -->\n\n iv. {words(3)}\n  v. {words(3)}",
        f"(@) {words(4)}\n\n{words(5)}\n\n(@here) {words(4)}",
        f"- [ ] {words(3)}\n- [x] {words(3)}",
        f"{words(2)}\n:   {words(7)}\n\n    {words(4)}\n\n{word()}\n:   {words(3)}\n:   {words(3)}",
        f"| {word()} | {word()} |\n|:---|---:|\n| {word()} | *{word()}* |\n| {word()}^[{words(2)}] | {word()} |\n\n: {words(3)}",
        f"  {word():<30}  {word():<30}\n  {'-' * 30}  {'-' * 30}\n  {word():<30}  {word():<30}\n",
        f"+{'-' * 40}+{'-' * 40}+\n| {words(2):<38} | {word():<38} |\n+{'=' * 40}+{'=' * 40}+\n| - {word():<36} | {word():<38} |\n"
        f"| - {word():<36} |{' ' * 40}|\n|{' ' * 40}| {word():<38} |\n+{'-' * 40}+{'-' * 40}+\n\nTable: {words(3)}",
        f"{'-' * 60}\n {word():<28}  {word():<28}\n{'-' * 28}- {'-' * 28}\n {word():<28}  {word():<28}\n {word()}\n\n {word():<28}  {word():<28}\n{'-' * 60}",
        f"![{words(3)}]({image} \"{word()}\")\n\n{words(3)} ![{word()}]({image}){{width=1cm}} {words(2)}",
        f"> {words(8)}\n>\n> > {words(4)}\n>\n> - {words(3)}",
        f"| {words(3)}\n|    {words(3)}\n| {words(2)}",
        f"*{word()}* **{word()}** ~~{word()}~~ [{word()}]{{.smallcaps}} [{word()}]{{.underline}} {word()}^{word()}^ {word()}~{word()}~ `{word()}`",
        f"[{words(3)}](https://example.org/{'abc'}) <https://example.org/page> {words(2)}\\\n{words(3)} {word()}\u00a0{word()}",
        f"[{words(3)}]{{lang=fr}} [{words(3)}]{{lang=ar dir=rtl}} {words(2)}\n\n::: {{lang=es}}\n{words(6)}\n:::",
        f"```\n{words(4)}\n  {words(3)}\n```\n\n    {words(3)}",
        f"${word()} = x^2$ {words(2)}\n\n$$\\frac{{{word()}}}{{{word()}}}$$",
        f"{words(2)} [{words(2)}]{{.insertion author=Partner date=2026-01-01T00:00:00Z}} [{words(2)}]{{.deletion author=Partner date=2026-01-01T00:00:00Z}} {words(2)}",
        f"{words(2)} [{words(3)}]{{.comment-start id=7 author=Partner date=2026-01-01T00:00:00Z}}{words(2)}[]{{.comment-end id=7}} {words(2)}",
        f"::: {{custom-style=\"Box\"}}\n{words(5)}\n:::\n\n[{words(2)}]{{custom-style=\"Mark\"}}\n\n* * *\n\n{words(4)}",
        f"1. {words(6)}.\n2. {words(6)}.\n\n    {words(5)}.\n\n{words(4)}\n\n3. {words(6)}.",
    ]
    draft.random.shuffle(pieces)
    fields = f"title: {words(4)}\nsubtitle: {words(3)}\nauthor:\n- {words(2)}\n- {words(2)}\ndate: {word()} 2026\nabstract: |\n  {words(9)}\n"
    turned = "dir: rtl\n" if draft.language == "ar" else ""
    return f"---\n{fields}lang: {draft.language}\n{turned}---\n\n" + "\n\n".join(pieces) + "\n"


def made_by_pandoc(number, language, folder):
    """A draft as pandoc makes it from Markdown."""
    draft = Draft(number, language)
    text, path = os.path.join(folder, f"{number:02}.md"), os.path.join(folder, f"{number:02}-{language}.pandoc.docx")
    with open(text, "w", encoding="utf-8") as file:
        file.write(in_markdown(draft))
    with open(os.path.join(folder, "picture.png"), "wb") as file:
        file.write(png())
    # Every other one has contents and numbers of sections.
    more = ["--toc", "--number-sections"] if number % 2 else []
    subprocess.run(["pandoc", "--from", "markdown", *more, "--resource-path", folder, "--output", path, text], check=True)
    return path


def made_by_docx(numbers, folder):
    """Drafts as docx (npm) makes them: their paths, and the words that their changes take out."""
    jobs, picture = [], os.path.join(folder, "picture.png")
    with open(picture, "wb") as file:
        file.write(png())
    for number in numbers:
        language = list(LETTERS)[number % 6]
        path = os.path.join(folder, f"{number:02}-{language}.npm.docx")
        draft = Draft(number, language)
        words = [draft.word() for _ in range(400)]
        jobs.append({"path": path, "language": language, "turned": language == "ar", "picture": picture, "words": words})
    given, here = os.path.join(folder, "drafts.json"), os.path.dirname(os.path.abspath(__file__))
    with open(given, "w", encoding="utf-8") as file:
        json.dump(jobs, file)
    made = subprocess.run(["node", os.path.join(here, "drafts.cjs"), given], check=True, capture_output=True, text=True)
    return [(job["path"], taken) for job, taken in zip(jobs, json.loads(made.stdout))]


def counted(text):
    """Words by their letters: runs of letters, single characters where Chinese is written."""
    return collections.Counter(re.findall(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]{5,}", text))


def words_of(path, gone):
    """The words of a draft as python-docx's elements have them, paragraph by paragraph, without those that are taken out."""
    from lxml import etree
    found = []
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if re.fullmatch(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml", name):
                tree = etree.fromstring(file.read(name))
                # The alternative for older programs says the same words once more.
                for fallback in list(tree.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")):
                    fallback.getparent().remove(fallback)
                # The contents are left out: the program makes its own.
                for gallery in tree.xpath("//w:docPartGallery[@w:val='Table of Contents']", namespaces=docx.oxml.ns.nsmap):
                    whole = next(gallery.iterancestors(qn("w:sdt")))
                    whole.getparent().remove(whole)
                for paragraph in tree.iter(qn("w:p")):
                    inside = paragraph.iter(qn("w:t"), qn("m:t"), qn("w:br"), qn("w:tab"))
                    own = [sign for sign in inside if next(sign.iterancestors(qn("w:p"))) is paragraph]
                    found.append("".join(sign.text or " " for sign in own))
    return counted("\n".join(found)) - counted(" ".join(gone))


def imported(assemble, path, folder):
    """The report and the messages of an import."""
    out = os.path.join(folder, os.path.basename(path)[:-5] + ".yaml")
    if os.path.exists(out):
        os.remove(out)
    run = subprocess.run([assemble, "import", path, "--changes", "accept", "--out", out, "--format", "json"], capture_output=True, text=True)
    if run.returncode:
        return None, f"ended with {run.returncode}: {run.stdout[-300:]}{run.stderr[-300:]}"
    with open(out, encoding="utf-8") as file:
        return file.read(), run.stdout


def lost(assemble, path, words, folder):
    """The words of a draft that are neither in the report of a file nor in a message, and errors of the report."""
    report, messages = imported(assemble, path, folder)
    if report is None:
        return [messages]
    told = "\n".join(f'{one.get("message", "")} {one.get("help", "")}' for one in map(json.loads, messages.splitlines()))
    # Signs of letters above and below the line stand inside words.
    missing = words - counted(re.sub(r"(?<=\w)[\^~](?=\w)", "", report) + "\n" + told)
    faults = [f"{word} ({count})" for word, count in missing.items()]
    done = subprocess.run([assemble, "check", os.path.join(folder, os.path.basename(path)[:-5] + ".yaml"), "--format", "json"], capture_output=True, text=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    unread = {one["code"] for one in found if one.get("severity") == "error" and one["code"][0] in "YWF"}
    return faults + [f"the report has an error {code}" for code in sorted(unread)]


def main():
    assemble = os.path.abspath(sys.argv[1])
    failed = 0
    for judge in ("soffice", "pandoc", "node"):
        if not shutil.which(judge):
            sys.exit(f"a judge is missing: {judge}")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        drafts = [made(number, list(LETTERS)[number % 6], folder) for number in range(30)]
        # LibreOffice writes the same drafts in its own way.
        saved = [(path, path[:-5] + ".office.docx", gone) for path, gone, opens in drafts if opens][:9]
        jobs = [{"from": path, "to": to} for path, to, _ in saved]
        drafts = [(path, words_of(path, gone)) for path, gone, _ in drafts]
        with open(os.path.join(folder, "jobs.json"), "w", encoding="utf-8") as file:
            json.dump(jobs, file)
        Saver().run([os.path.join(folder, "jobs.json")], folder)
        drafts += [(to, words_of(to, gone)) for _, to, gone in saved]
        by_pandoc = [made_by_pandoc(number, list(LETTERS)[number % 6], folder) for number in range(50, 62)]
        drafts += [(path, words_of(path, [])) for path in by_pandoc]
        drafts += [(path, words_of(path, gone)) for path, gone in made_by_docx(range(70, 82), folder)]
        # A word of the draft that is not in the file: it must be found.
        path, words = drafts[0]
        if not lost(assemble, path, words + collections.Counter(["Zqzqzq"]), folder):
            sys.exit("a word that is lost was not found")
        for (path, _), words in zip(drafts, pool.map(lambda one: lost(assemble, *one, folder), drafts)):
            failed += bool(words)
            if words:
                print(f"FAIL {os.path.basename(path)}: neither in the report nor told, or an error: {', '.join(words[:12])}")
        print(f"{len(drafts)} drafts, {failed} with faults")
    sys.exit(1 if failed else 0)


class Saver(Office):
    """Opens files, and writes them again."""

    WORK = r"""
for job in json.load(open(sys.argv[2], encoding="utf-8")):
    document = opened(job["from"])
    save(document, job["to"])
    document.close(True)
os._exit(0)
"""


if __name__ == "__main__":
    main()
