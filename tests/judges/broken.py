#!/usr/bin/env python3
"""Breaks good files in known ways and sees the judges find each fault: a check that cannot fail is a defect.

usage: broken.py FOLDER      (takes one .docx and one .pdf from it)
"""
import glob, os, re, subprocess, sys, tempfile, zipfile

import agree

HERE = os.path.dirname(os.path.abspath(__file__))


def docx_faults():
    """Name, part, what is replaced, by what."""
    return [
        ("a style that is not defined", "word/document.xml", r'<w:pStyle w:val="[^"]+"/>', '<w:pStyle w:val="Nowhere"/>'),
        ("a list that is not defined", "word/document.xml", r'<w:numId w:val="\d+"/>', '<w:numId w:val="9999"/>'),
        ("elements out of order", "word/document.xml", r'(<w:pStyle w:val="[^"]+"/>)((?:(?!</w:pPr>).)+)</w:pPr>', r"\2\1</w:pPr>"),
        ("a note that is not there", "word/document.xml", r'<w:footnoteReference w:id="\d+"/>', '<w:footnoteReference w:id="9999"/>'),
        ("a picture without alternative text", "word/document.xml", r' descr="[^"]*"', ' descr=""'),
        ("a link to a bookmark that is not there", "word/document.xml", r'w:anchor="[^"]+"', 'w:anchor="nowhere"'),
        ("no content type for a part", "[Content_Types].xml", r'<Override PartName="/word/styles.xml"[^>]*/>', ""),
    ]


def edit_faults():
    """What a colleague's edit must find: as above."""
    number = r'(<w:style [^>]*w:styleId="NumberedParagraph">(?:(?!</w:style>).)*)<w:numPr>.*?</w:numPr>'
    return [
        ("paragraphs without numbers of their own", "word/styles.xml", number, r"\1"),
        ("a reference with another number than its paragraph", "word/document.xml", r'( REF _\w+ (?:(?!</w:t>).)*<w:t xml:space="preserve">)[^<]+', r"\g<1>99"),
        ("an annex whose number is typed", "word/document.xml", r"<w:instrText[^>]*> SEQ Annex [^<]*</w:instrText>", '<w:instrText xml:space="preserve"> QUOTE I </w:instrText>'),
    ]


def pdf_faults():
    return [
        ("no language", lambda pdf: pdf.Root.__delitem__("/Lang")),
        ("no tags", lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")),
        ("no metadata", lambda pdf: pdf.Root.__delitem__("/Metadata")),
        ("a figure without alternative text", lambda pdf: drop_alt(pdf)),
    ]


def drop_alt(pdf):
    stack, found = [pdf.Root.StructTreeRoot.K], 0
    import pikepdf
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if node.S == "/Figure" and "/Alt" in node:
                del node["/Alt"]
                found += 1
            if "/K" in node:
                stack.append(node.K)
    if not found:
        raise SystemExit("the file has no figure to break")


def refused(path, *options):
    run = subprocess.run([sys.executable, os.path.join(HERE, "validate.py"), "--quiet", *options, path], capture_output=True, text=True)
    return run.returncode == 1, run.stdout


def rewritten(docx, path, part, old, new):
    """Copies a Word file with one change in one part; says how often it was made."""
    changed = 0
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == part:
                text, changed = re.subn(old, new, content.decode(), count=1, flags=re.S)
                content = text.encode()
            target.writestr(item, content)
    return changed


def word_count_refuses(docx, count):
    run = subprocess.run([sys.executable, os.path.join(HERE, "word_count.py"), docx, count], capture_output=True, text=True)
    return run.returncode == 1 and "DIFFER" in run.stdout


def not_editable(path):
    run = subprocess.run([sys.executable, os.path.join(HERE, "edit.py"), path], capture_output=True, text=True)
    return run.returncode == 1 and run.stdout.startswith("FAIL"), run.stdout


def main():
    import pikepdf
    folder = sys.argv[1]
    docx = next(path for path in sorted(glob.glob(folder + "/*.docx")) if "every" in path)
    pdf = docx[: -len("docx")] + "pdf"
    passed = failed = 0
    with tempfile.TemporaryDirectory() as work:
        faults = [(fault, refused) for fault in docx_faults()] + [(fault, not_editable) for fault in edit_faults()]
        for number, ((name, part, old, new), judge) in enumerate(faults):
            path = os.path.join(work, f"broken{number}.docx")
            changed = rewritten(docx, path, part, old, new)
            found, output = judge(path)
            ok = changed == 1 and found
            passed, failed = passed + ok, failed + (not ok)
            print(("found    " if ok else "NOT FOUND ") + name + ("" if changed else " (nothing to break)"))
        for number, (name, fault) in enumerate(pdf_faults()):
            path = os.path.join(work, f"broken{number}.pdf")
            with pikepdf.open(pdf) as document:
                fault(document)
                document.save(path)
            found, output = refused(path, "--pdf", "ua1,2a")
            passed, failed = passed + found, failed + (not found)
            print(("found    " if found else "NOT FOUND ") + name)
        path = os.path.join(work, "longer.docx")
        rewritten(docx, path, "word/document.xml", "</w:t>", " word" * 200 + "</w:t>")
        found = word_count_refuses(path, docx[: -len("docx")] + "count.json")
        passed, failed = passed + found, failed + (not found)
        print(("found    " if found else "NOT FOUND ") + "words that our count does not have")
        # A word of the example with a vowel mark on the wrong letter.
        found = agree.misread(["تَشربَْ"], os.path.join(folder, "arabic.pdf")) == ["تَشربَْ"]
        passed, failed = passed + found, failed + (not found)
        print(("found    " if found else "NOT FOUND ") + "a vowel mark beside another letter than its own")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
