"""Which language a text is in."""

from __future__ import annotations

import pytest

from onrecord.language.detect import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour minister said on Monday that the old bridge would be closed.", "en"),
        ("Die Hafenministerin sagte am Montag, dass die alte Brücke gesperrt wird.", "de"),
        ("La ministre du port a déclaré lundi que le vieux pont serait fermé.", "fr"),
        ("La ministra del puerto dijo el lunes que el viejo puente se cerrará.", "es"),
        ("Министр порта заявила в понедельник, что старый мост будет закрыт.", "ru"),
        ("Liman bakanı pazartesi günü eski köprünün kapatılacağını söyledi.", "tr"),
        ("قالت وزيرة الميناء يوم الاثنين إن الجسر القديم سيغلق أمام حركة المرور.", "ar"),
        ("THE HARBOUR MINISTER SAID ON MONDAY THAT THE OLD BRIDGE WOULD BE CLOSED.", "en"),
    ],
)
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "Yes.", "12.5 | 13.0 | 14.2", "\0\0\0\n\n", "\ud800"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect(text) is None


def test_line_ends_in_the_text_do_no_harm() -> None:
    assert detect("The harbour minister said\non Monday that the\r\nold bridge would be closed.") == "en"
