from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.capture import Page
from onrecord.capture.encoding import decode

Read = Callable[..., Page]

# Written for these tests; the people and papers are invented. Each has more than 200 characters.
TEXTS = {
    "ru": "Министр обороны Кареды Аркадий Волошин заявил в понедельник, что переговоры о поставке сорока бронемашин "
    "завершатся до конца недели. По его словам, «договор ещё не подписан, и никто не может обещать, что он будет "
    "подписан». Источник в правительстве сообщил газете «Северный вестник», что стороны расходятся в цене.",
    "tr": "Savunma Bakanı Tarık Özgüneş pazartesi günü yaptığı açıklamada, kırk zırhlı aracın teslimatına ilişkin "
    'görüşmelerin hafta sonuna kadar tamamlanacağını söyledi. Bakan, "Sözleşme henüz imzalanmadı ve kimse '
    'imzalanacağına söz veremez" dedi. Hükûmete yakın bir kaynak, tarafların anlaşamadığını gazeteye bildirdi.',
    "ja": "国防大臣の山路健一氏は月曜日、装甲車四十両の引き渡しをめぐる交渉が週末までに終わる見通しだと述べた。"
    "「契約はまだ署名されておらず、署名されると約束できる者はいない」と同氏は語った。政府関係者は、"
    "価格と納期をめぐって双方の意見が分かれていると本紙に明かした。鉄鋼価格の上昇により、以前の計算は意味を失っているという。"
    "交渉は来週も続く予定で、議会の承認が必要になる。"
    "国防省の報道官は詳しい説明を避けたが、大臣は火曜日に議会で説明するとみられている。",
    "zh": "国防部长林海涛周一表示，有关交付四十辆装甲车的谈判将在本周末之前结束。"
    "他说：“合同尚未签署，没有人能保证它会签署。”一位政府消息人士告诉本报，双方在价格和期限上存在分歧。这位官员解释说，钢材价格的上涨使以前的计算失去了意义。"
    "谈判预计下周继续进行，并需要议会批准。国防部发言人拒绝透露细节，但预计部长将于星期二向议会作出说明。分析人士认为，"
    "这笔交易对两国关系具有重要意义，同时也会影响地区的军事平衡。",
    "fr": "Le ministre de la Défense, Étienne Maréchaux, a déclaré lundi que les négociations sur la livraison de "
    "quarante véhicules s’achèveraient avant la fin de la semaine. « Le contrat n’est pas encore signé, et personne ne "
    "peut promettre qu’il le sera », a-t-il dit. Les parties divergent sur le prix, près de 40 millions d’euros (€).",
    "el": "Ο υπουργός Άμυνας δήλωσε τη Δευτέρα ότι οι διαπραγματεύσεις για την παράδοση σαράντα "
    "τεθωρακισμένων οχημάτων "
    "θα ολοκληρωθούν έως το τέλος της εβδομάδας. «Η σύμβαση δεν έχει υπογραφεί ακόμη», είπε. Πηγή της κυβέρνησης "
    "ανέφερε στην εφημερίδα ότι οι πλευρές διαφωνούν για την τιμή.",
}


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("ru", "cp1251"),
        ("ru", "koi8-r"),
        ("ru", "iso8859-5"),
        ("tr", "iso8859-9"),
        ("ja", "cp932"),
        ("ja", "euc_jp"),
        ("ja", "iso2022_jp"),
        ("zh", "gb18030"),
        ("fr", "cp1252"),
        ("el", "iso8859-7"),
    ],
)
def test_a_text_in_an_old_encoding_comes_out_right(read: Read, language: str, codec: str) -> None:
    text = TEXTS[language]
    if codec in {"koi8-r", "iso8859-5"}:
        text = text.translate({0xAB: '"', 0xBB: '"'})
    page = read(text.encode(codec), format="text")
    assert page.text == text
    assert {run.how for run in page.runs} == {"same"}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_unicode_encoding_is_told_with_and_without_a_mark(read: Read, language: str, codec: str) -> None:
    text = TEXTS[language].replace(". ", ".\r\n").replace("。", "。\n")
    assert read(text.encode(codec), format="text").text == text


@pytest.mark.parametrize("label", ["windows-1251", "Windows-1251", "cp1251", "koi8-r", "ISO-8859-5"])
@pytest.mark.parametrize(
    "form",
    [
        '<!doctype html><meta charset="{}"><p>{}</p>',
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><p>{}</p>',
        '<?xml version="1.0" encoding="{}"?><html><p>{}</p></html>',
    ],
)
def test_what_a_page_of_html_declares_is_used(read: Read, label: str, form: str) -> None:
    text = "Порт Брёнек закрыт."
    page = read(form.format(label, text).encode(label), format="html")
    assert page.text == text
    assert page.warnings == ()


def test_a_declaration_within_a_comment_declares_nothing(read: Read) -> None:
    page = read("<!doctype html><!-- <meta charset=koi8-r> --><meta charset=windows-1251><p>Порт</p>".encode("cp1251"))
    assert page.text == "Порт"


def test_a_declared_latin_1_is_windows_1252_as_in_browsers(read: Read) -> None:
    assert read("<meta charset=iso-8859-1><p>“Naïve” – 5 €</p>".encode("cp1252")).text == "“Naïve” – 5 €"


def test_utf_8_outranks_another_declared_encoding_with_a_warning(read: Read) -> None:
    page = read("<meta charset=windows-1251><p>Порт “Brenek”</p>")
    assert page.text == "Порт “Brenek”"
    assert page.warnings == ("declared as windows-1251, but is UTF-8",)


def test_a_declared_encoding_that_does_not_fit_is_a_warning_and_the_bytes_are_looked_at(read: Read) -> None:
    page = read(b"<meta charset=utf-8><p>" + TEXTS["ru"].encode("cp1251") + b"</p>")
    assert page.text == TEXTS["ru"]
    assert page.warnings == ("declared as utf-8, but looks like windows-1251",)


def test_an_unknown_declared_encoding_is_passed_over(read: Read) -> None:
    page = read(b"<meta charset=x-nonsense><p>" + TEXTS["ru"].encode("cp1251") + b"</p>")
    assert page.text == TEXTS["ru"]


def test_an_encoding_that_is_not_declared_is_a_warning(read: Read) -> None:
    assert read(TEXTS["ru"].encode("cp1251")).warnings == ("no encoding is declared; looks like windows-1251",)


@pytest.mark.parametrize("form", [b"%s", b"<!doctype html><meta charset=utf-8><p>%s</p>"])
def test_stray_bytes_in_utf_8_are_kept_as_windows_1252(read: Read, form: bytes) -> None:
    data = form % ("Größer, höher, ".encode() + b"\x93weiter\x94" + " – so Bürgermeisterin Ölmüller".encode())
    page = read(data)
    assert page.text == "Größer, höher, “weiter” – so Bürgermeisterin Ölmüller"
    assert [page.text[run.start : run.end] for run in page.runs if run.codec == "cp1252"] == ["“", "”"]
    assert page.warnings == ("2 bytes are not UTF-8 and read as Windows-1252",)


def test_a_page_declared_as_latin_1_that_is_utf_8_but_for_a_byte_is_read_as_that(read: Read) -> None:
    page = read("<meta charset=iso-8859-1><p>Größer, höher, ".encode() + b"\x96 weiter</p>")
    assert page.text == "Größer, höher, – weiter"
    assert page.warnings == ("declared as iso-8859-1, but 1 byte is not UTF-8 and read as Windows-1252",)


def test_a_byte_that_stands_for_nothing_is_replaced_and_counted(read: Read) -> None:
    page = read("Größer, ".encode() + b"\x81" + "höher".encode(), format="text")
    assert page.text == "Größer, \ufffdhöher"
    assert [run.how for run in page.runs] == ["same", "replaced", "same"]
    assert "1 character could not be read in utf-8 and stand as U+FFFD" in page.warnings


def test_a_declared_encoding_of_two_bytes_a_character_outranks_a_chance_of_utf_8(read: Read) -> None:
    # In UTF-8 these two bytes would be one letter.
    chance = bytes([0xC4, 0xA3])
    assert read(b"<meta charset=gbk><p>A " + chance + b" B</p>").text == f"A {chance.decode('gbk')} B"


def test_an_escape_that_is_none_of_japanese_does_not_make_a_text_japanese(read: Read) -> None:
    assert read(b"a \x1b-b \x1b$B!I!!\x1b(B c", format="text").text == "a \x1b-b \x1b$B!I!!\x1b(B c"


def test_half_a_character_at_the_end_of_utf_16_is_replaced(read: Read) -> None:
    page = read("Порт закрыт".encode("utf-16") + b"\x20", format="text")
    assert page.text == "Порт закрыт\ufffd"


def test_half_a_surrogate_pair_in_utf_16_is_replaced(read: Read) -> None:
    data = "Порт ".encode("utf-16") + b"\x3d\xd8" + " закрыт 😀".encode("utf-16-le")
    assert read(data, format="text").text == "Порт \ufffd закрыт 😀"


@pytest.mark.parametrize(
    "text",
    [
        "line\r\nline\rline\nline\n",
        "NUL \0 stays",
        "e\u0301 stays apart, é too",
        "astral 😀 and 𝔘",
        "no\u00a0break, thin\u2009space, soft\u00adhyphen, zero\u200bwidth",
        "  leading and trailing\t \n",
        "\ufeff a mark within the text \ufeff stays",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_plain_text_is_not_changed(read: Read, text: str, codec: str) -> None:
    assert read(text.encode(codec), format="text").text == text


def test_two_codes_for_one_character_of_shift_jis_are_told_apart_by_their_bytes(read: Read) -> None:
    # 0xED40 and 0xFA5C are the same character; only one of them comes back from encoding it.
    data = "日本の新聞は、".encode("cp932") + b"\xed\x40" + "と書いた。abc".encode("cp932")
    html = b"<meta charset=shift_jis><p>" + data + b"</p><p>\xed\x40</p>"
    page = read(html)
    assert page.text == data.decode("cp932") + "\n\n" + b"\xed\x40".decode("cp932")
    last = page.runs[-1]
    assert page.data[last.byte_start : last.byte_end] == b"\xed\x40"


def test_the_byte_order_mark_is_not_part_of_the_text() -> None:
    decoded = decode(b"\xef\xbb\xbfPort", html=False)
    assert decoded.text == "Port"
    assert decoded.runs[0].byte_start == 3
