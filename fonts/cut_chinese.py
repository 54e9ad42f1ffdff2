#!/usr/bin/env python3
"""Cuts Noto Serif CJK SC to the characters of GB 2312 and the signs that Chinese text needs beside them.

usage: cut_chinese.py FOLDER_OF_TTC FOLDER_FOR_OTF

Source: NotoSerifCJK-Regular.ttc and NotoSerifCJK-Bold.ttc, version 2.001, as in Debian's package fonts-noto-cjk
1:20220127+repack1-1 (/usr/share/fonts/opentype/noto). Made with fontTools 4.68.0; other versions may give other bytes.
"""

import sys
import unicodedata
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

FONTTOOLS = "4.68.0"
SIMPLIFIED_CHINESE = 2  # its index in the collection

# Beside GB 2312: general punctuation, letter-like signs, fractions, arrows, circled numbers, CJK signs, full-width forms.
MORE = [
    (0x2010, 0x2027),
    (0x2030, 0x203B),
    (0x2100, 0x2122),
    (0x2150, 0x218B),
    (0x2190, 0x2199),
    (0x2460, 0x24FF),
    (0x2E3A, 0x2E3B),
    (0x3000, 0x303F),
    (0x3220, 0x3229),
    (0xFE10, 0xFE4F),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
]

# Letters of these scripts are left to Liberation Serif: Chinese documents set them in Times.
ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")


def gb2312():
    """The characters of GB 2312: 6,763 ideographs and 682 signs."""
    found = set()
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            try:
                found.update(bytes((first, second)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return {ord(sign) for sign in found if not unicodedata.name(sign).startswith(ALPHABETS)}


def main():
    if fontTools.version != FONTTOOLS:
        sys.exit(f"fontTools is {fontTools.version}; the files in the repository were made with {FONTTOOLS}")
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    characters = gb2312().union(*(range(first, last + 1) for first, last in MORE))
    for weight in ("Regular", "Bold"):
        options = subset.Options()
        options.hinting = False
        # Vertical setting and the forms of other regions are left out.
        options.layout_features = ["ccmp", "kern", "mark", "halt"]
        options.layout_scripts = ["DFLT", "hani"]
        options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
        options.name_IDs = ["*"]
        options.name_languages = [0x409]
        font = TTFont(source / f"NotoSerifCJK-{weight}.ttc", fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters)
        cutter.subset(font)
        font.save(target / f"NotoSerifCJKsc-{weight}.otf")


if __name__ == "__main__":
    main()
