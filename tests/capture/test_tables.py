from __future__ import annotations

import codecs

from onrecord.capture.tables import charsets, elements, folder_endings, other_files, signatures


def test_every_encoding_has_a_codec() -> None:
    for codec in charsets().values():
        assert codecs.lookup(codec).name


def test_the_encodings_that_are_detected_are_known() -> None:
    names = [
        "Big5",
        "EUC-JP",
        "EUC-KR",
        "GBK",
        "gb18030",
        "IBM866",
        "ISO-8859-2",
        "ISO-8859-4",
        "ISO-8859-5",
        "ISO-8859-6",
    ]
    names += ["ISO-8859-7", "ISO-8859-8", "ISO-8859-8-I", "ISO-8859-13", "KOI8-U", "Shift_JIS", "UTF-8", "windows-874"]
    names += [f"windows-125{digit}" for digit in range(9)]
    assert [name for name in names if name.lower() not in charsets()] == []


def test_marks_of_file_types_do_not_hide_each_other() -> None:
    marks = [mark for mark, _ in signatures()]
    assert len(set(marks)) == len(marks)
    assert all(mark and what for mark, what in signatures())


def test_the_other_tables_are_read() -> None:
    assert elements()["p"].part
    assert elements()["br"].void
    assert ".css" in other_files()
    assert "_files" in folder_endings()
