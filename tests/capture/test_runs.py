from __future__ import annotations

from onrecord.capture.runs import Decoded, Piece, Run, joined, traced

SOURCE = Decoded(
    "Café\ufffd Порт",
    (
        Run(0, 4, 0, 5, "utf-8", "same"),
        Run(4, 5, 5, 6, "cp1252", "replaced"),
        Run(5, 10, 6, 15, "utf-8", "same"),
    ),
    even=False,
)


def test_a_copied_piece_is_cut_where_the_source_changes() -> None:
    assert traced([Piece(5, 2, 7, "same")], SOURCE) == (
        Run(0, 2, 2, 5, "utf-8", "same"),
        Run(2, 3, 5, 6, "cp1252", "replaced"),
        Run(3, 5, 6, 9, "utf-8", "same"),
    )


def test_pieces_of_another_length_keep_the_bytes_of_their_source() -> None:
    pieces = [Piece(1, 0, 4, "entity"), Piece(2, 4, 4, "made"), Piece(1, 5, 6, "space"), Piece(1, 9, 10, "same")]
    assert traced(pieces, SOURCE) == (
        Run(0, 1, 0, 5, "utf-8", "entity"),
        Run(1, 3, 5, 5, "cp1252", "made"),
        Run(3, 4, 6, 7, "utf-8", "space"),
        Run(4, 5, 13, 15, "utf-8", "same"),
    )


def test_neighbours_of_one_kind_are_joined() -> None:
    runs = (
        Run(0, 2, 0, 2, "utf-8", "same"),
        Run(2, 3, 2, 3, "utf-8", "same"),
        Run(3, 4, 4, 5, "utf-8", "same"),
        Run(4, 5, 5, 6, "cp1252", "same"),
        Run(5, 6, 6, 11, "cp1252", "entity"),
        Run(6, 7, 11, 16, "cp1252", "entity"),
    )
    assert joined(runs) == (Run(0, 3, 0, 3, "utf-8", "same"), *runs[2:])


def test_a_few_characters_between_escapes_join_them_and_many_do_not() -> None:
    escape, few, many = (
        Run(0, 1, 0, 6, "utf-8", "escape"),
        Run(1, 5, 6, 10, "utf-8", "same"),
        Run(1, 99, 6, 104, "utf-8", "same"),
    )
    assert joined((escape, few, Run(5, 6, 10, 16, "utf-8", "escape"))) == (Run(0, 6, 0, 16, "utf-8", "escape"),)
    assert joined((escape, many)) == (escape, many)


def test_nothing_has_no_runs() -> None:
    assert traced([], Decoded("", (), even=True)) == ()
    assert joined(()) == ()
