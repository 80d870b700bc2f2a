from __future__ import annotations

from time import perf_counter
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.articles import whole_article

from onrecord import language, spans
from onrecord.model import Entity, Statement, words_of
from onrecord.statement.foreign import foreign
from onrecord.statement.foreign.words import Kind, words_about

KNOWN = ["de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ro", "hu", "tr", "ru", "uk", "el"]
LANGUAGES = [*KNOWN, "ja", "ar", None]


def read(text: str, code: str | None) -> tuple[tuple[Statement, ...], tuple[Entity, ...]]:
    """The statements of a text in a language, and who speaks them; every span is checked."""
    found, entities = foreign(language.read(whole_article(text, language=code), text))
    names = {one.id: one.name for one in entities}
    for one in found:
        for part in (one.content, one.cue, one.source):
            spans.verify(text, part)
        assert one.content
        assert one.kind == "direct"
        assert one.text == words_of(text, one.content)
        assert one.speaker_name == (names[one.speaker] if one.speaker else None)
        assert bool(one.speakers) != bool(one.unresolved)
    for entity in entities:
        spans.verify(text, entity.mentions)
    assert len({one.id for one in found}) == len(found)
    assert len(names) == len(entities)
    return found, entities


def said(text: str, code: str | None) -> list[tuple[str | None, str]]:
    return [(one.speaker_name, one.text) for one in read(text, code)[0]]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "de",
            "„Wir gehen“, sagte Landrätin Imke Vorholt am Abend.",
            "Imke Vorholt | Wir gehen | sagte | Landrätin Imke Vorholt",
        ),
        (
            "de",
            "„Wir gehen“, so der Vorsitzende Jonas Tiede.",
            "Jonas Tiede | Wir gehen | so | der Vorsitzende Jonas Tiede",
        ),
        (
            "fr",
            "« Le pont ferme », a ajouté mercredi à l’AFP le maire d’Orvik, Luc Ambrin, avant de partir.",
            "Luc Ambrin | Le pont ferme | a ajouté | le maire d’Orvik, Luc Ambrin",
        ),
        (
            "fr",
            "« Le pont ferme », a dit le porte-parole des Affaires maritimes, Luc Ambrin.",
            "Luc Ambrin | Le pont ferme | a dit | le porte-parole des Affaires maritimes, Luc Ambrin",
        ),
        (
            "es",
            "«El puente cierra», explicó en una rueda de prensa la portavoz de los estibadores, Rosa Melgar.",
            "Rosa Melgar | El puente cierra | explicó | la portavoz de los estibadores, Rosa Melgar",
        ),
        (
            "it",
            "«Il ponte chiude», ha poi detto il sindaco di Valmora, Piero Lanzi.",
            "Piero Lanzi | Il ponte chiude | ha poi detto | il sindaco di Valmora, Piero Lanzi",
        ),
        (
            "pt",
            "“A ponte fecha”, disse nesta terça-feira o ministro da Pesca, Duarte Lemos.",
            "Duarte Lemos | A ponte fecha | disse | o ministro da Pesca, Duarte Lemos",
        ),
        (
            "nl",
            "‘De brug gaat dicht’, zei burgemeester Wim Terhal maandag.",
            "Wim Terhal | De brug gaat dicht | zei | burgemeester Wim Terhal",
        ),
        (
            "sv",
            "”Bron stängs”, säger Orviks borgmästare Anna Lindvik.",
            "Anna Lindvik | Bron stängs | säger | Orviks borgmästare Anna Lindvik",
        ),
        (
            "da",
            "»Broen lukker«, siger borgmester Lars Tolvig til avisen.",
            "Lars Tolvig | Broen lukker | siger | borgmester Lars Tolvig",
        ),
        (
            "nb",
            "«Broen stenges», sier ordfører Kari Tolvik til NTB.",
            "Kari Tolvik | Broen stenges | sier | ordfører Kari Tolvik",
        ),
        ("fi", "”Silta suljetaan”, Korpela Liisa sanoo.", "Korpela Liisa | Silta suljetaan | sanoo | Korpela Liisa"),
        (
            "pl",
            "„Most zamykamy” – powiedział w środę burmistrz Orwika Jan Malecki.",
            "Jan Malecki | Most zamykamy | powiedział | burmistrz Orwika Jan Malecki",
        ),
        (
            "cs",
            "„Most zavřeme,“ řekl v pondělí starosta Orviku Petr Havlan.",
            "Petr Havlan | Most zavřeme | řekl | starosta Orviku Petr Havlan",
        ),
        (
            "ro",
            "„Podul se închide”, a declarat joi primarul Ion Mureanu.",
            "Ion Mureanu | Podul se închide | a declarat | primarul Ion Mureanu",
        ),
        (
            "hu",
            "„A hidat lezárjuk” – mondta Kovárd Anna polgármester.",
            "Kovárd Anna | A hidat lezárjuk | mondta | Kovárd Anna polgármester",
        ),
        (
            "tr",
            "Bakan Selim Arven, dün Orvik’te yaptığı açıklamada, “Köprü kapanacak” ifadelerini kullandı.",
            "Selim Arven | Köprü kapanacak | ifadelerini kullandı | Bakan Selim Arven",
        ),
        ("tr", '"Köprü kapanacak" dedi Selim Arven.', "Selim Arven | Köprü kapanacak | dedi | Selim Arven"),
        (
            "ru",
            "«Мост закрывают», — сказал в среду мэр Орвика Иван Терлов.",
            "Иван Терлов | Мост закрывают | сказал | мэр Орвика Иван Терлов",
        ),
        (
            "uk",
            "«Міст закривають», — заявила речниця Анна Мирська.",
            "Анна Мирська | Міст закривають | заявила | речниця Анна Мирська",
        ),
        (
            "el",
            "«Η γέφυρα κλείνει», δήλωσε ο δήμαρχος Νίκος Ταρλάς.",
            "Νίκος Ταρλάς | Η γέφυρα κλείνει | δήλωσε | ο δήμαρχος Νίκος Ταρλάς",
        ),
    ],
)
def test_a_quotation_with_a_cue_after_it_has_its_speaker_cue_and_source(code: str, text: str, expected: str) -> None:
    ((one,), _) = read(text, code)
    told = [str(one.speaker_name), one.text, *spans.slices(text, one.cue), *spans.slices(text, one.source)]
    assert " | ".join(told) == expected


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("de", "Am Montag erklärte der Sprecher der Reederei, Jonas Tiede: „Wir warten.“", "Jonas Tiede"),
        ("de", "Ihr Sprecher Jonas Tiede sagte: »Wir warten.«", "Jonas Tiede"),
        ("fr", "Mais, ajoute Odile Brenne, présidente du club : « On verra. »", "Odile Brenne"),
        ("es", "El portavoz, Iván Otal, que llegó tarde, dijo: «Basta».", "Iván Otal"),
        ("it", "A Orvik il sindaco Piero Lanzi ha risposto: «Vedremo».", "Piero Lanzi"),
        ("nl", "Wethouder Elsa Brink zegt: “We wachten.”", "Elsa Brink"),
        ("pl", "Rzeczniczka firmy Anna Drozd oświadczyła: „Czekamy”.", "Anna Drozd"),
        ("hu", "Tolnai Gergő azt mondta: „Várunk.”", "Tolnai Gergő"),
        ("ru", "Представитель компании Анна Мирская заявила: «Мы ждём».", "Анна Мирская"),
        ("tr", 'Arven Selim şöyle konuştu: "Bekliyoruz."', "Arven Selim"),
    ],
)
def test_a_cue_and_a_colon_lead_into_a_quotation(code: str, text: str, speaker: str) -> None:
    assert [name for name, _ in said(text, code)] == [speaker]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Der Verein „Freie Fahrt“ kündigte Protest an. Der Titel „Blaue Nacht“ sagte ihm nichts."),
        ("de", "„Freie Fahrt“, so das Motto der Aktion, zieht um. „Alter Elch“ legt um neun ab."),
        ("de", "Motto: „Gemeinsam stark.“ Neues Motto: „Gemeinsam stark.“ Frischer Wind: „Gemeinsam stark.“"),
        ("de", "Wenn jemand sagt: „Geh“, dann gehe ich. Vorholt sagte nicht: „Geh.“ Man kann sagen: „Geh.“"),
        ("fr", "Le pont, dit « le Bossu », date de 1902. Il a lu « Les Ponts », a dit le maire."),
        ("es", "El buque «Santa Brisa» sigue en el muelle, dijo el ministro."),
        ("it", "Il film «La nave» esce martedì, ha detto Piero Lanzi."),
        ("tr", "“Yeşil Kartallar” yarın sahaya çıkacak. Arven ona “deli” demedi."),
        ("tr", 'Ona "deli" dedi.'),
        ("ru", "Фильм «Мост» вышел в среду, сказал Иван Терлов."),
        (None, "„Wir gehen“, sagte Imke Vorholt."),
        ("eu", "«Bagoaz», esan zuen Ane Otalek."),
    ],
)
def test_names_titles_and_words_without_a_cue_of_their_own_are_no_statements(code: str | None, text: str) -> None:
    assert said(text, code) == []


@pytest.mark.parametrize(
    "text",
    [
        "„Wir gehen nicht“, sagte Imke Vorholt, „das ist entschieden.“",
        "„Wir gehen nicht“, fügte Imke Vorholt am Abend hinzu. „Das ist entschieden.“",
        "Imke Vorholt sagte: „Wir gehen nicht.“ „Das ist entschieden.“",
        "„Wir gehen nicht.\n\n„Das ist entschieden“, sagte Imke Vorholt.",
        "Imke Vorholt sagte: „Wir gehen nicht.\n\n„Das ist entschieden.“",
        "„Wir gehen nicht“, sagte Imke Vorholt: „Das ist entschieden.“",
    ],
)
def test_a_quotation_that_goes_on_is_the_same_statement(text: str) -> None:
    (((one,)), _) = read(text, "de")
    assert one.speaker_name == "Imke Vorholt"
    assert [part.strip(".").casefold() for part in spans.slices(text, one.content)] == [
        "wir gehen nicht",
        "das ist entschieden",
    ]


def test_a_cue_with_its_source_within_has_two_spans() -> None:
    text = "„Wir gehen nicht“, fügte Imke Vorholt hinzu."
    ((one,), _) = read(text, "de")
    assert spans.slices(text, one.cue) == ["fügte", "hinzu"]
    assert spans.slices(text, one.source) == ["Imke Vorholt"]


def test_a_name_beside_the_source_does_not_go_on_from_the_statement() -> None:
    text = "„Wir liefern“, sagte Imke Vorholt der „Orviker Zeitung“. Der Bus „Alter Elch“ legt um neun ab."
    assert said(text, "de") == [("Imke Vorholt", "Wir liefern")]


def test_a_name_in_marks_may_stand_in_what_leads_up_to_a_quotation() -> None:
    assert said("Imke Vorholt sagte der „Orviker Zeitung“: „Wir gehen.“", "de") == [("Imke Vorholt", "Wir gehen.")]


def test_somebody_named_in_full_keeps_one_entity_under_the_family_name() -> None:
    text = 'Selim Arven, yeni köprüyü anlattı. Arven, "Hazırız" dedi. Arven, "Bekliyoruz" diye ekledi.'
    found, (arven,) = read(text, "tr")
    assert [one.speaker for one in found] == [arven.id, arven.id]
    assert (arven.name, arven.type) == ("Selim Arven", "person")
    assert spans.slices(text, arven.mentions) == ["Selim Arven", "Arven", "Arven"]


def test_a_family_name_that_two_people_bear_names_neither() -> None:
    text = "„Ja“, sagte Anna Berg. „Nein“, sagte Karl Berg. „Doch“, sagte Berg."
    found, _ = read(text, "de")
    assert [one.speaker_name for one in found][:2] == ["Anna Berg", "Karl Berg"]
    assert found[2].speaker is None
    assert "several" in found[2].unresolved["speaker"]


def test_two_who_say_it_together_are_both_its_speakers() -> None:
    ((one,), entities) = read("„Doch“, sagten Anna Berg und Karl Boll.", "de")
    assert one.speakers == tuple(entity.id for entity in entities)
    assert [entity.name for entity in entities] == ["Anna Berg", "Karl Boll"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "« Pourquoi moi ? » demande Fernand Lestin. « Je ne sais pas », ajoute-t-il."),
        ("es", "«El puerto abre», dijo Iván Otal. «No hay riesgo», añadió."),
        ("pl", "„Czekamy” – powiedział Jan Malecki. „Nie ma pieniędzy” – dodał."),
        ("ru", "«Ждём», — сказал Иван Терлов. «Денег нет», — добавил он."),
    ],
)
def test_a_pronoun_or_none_just_after_a_named_speaker_is_the_same_and_less_sure(code: str, text: str) -> None:
    (first, second), (_only,) = read(text, code)
    assert second.speaker == first.speaker
    assert (second.confidence or 0) < (first.confidence or 0)


@pytest.mark.parametrize(
    "text",
    [
        "„Der Anfang zählt“, sagte er.",
        "„Schon vorbei?“, sagte Till Perander.\n\nTrainer Veit Achtel war zufrieden. „Der Anfang zählt“, sagte er.",
        "„Schon vorbei?“, sagte Till Perander. „Der Anfang zählt“, sagten sie.",
        "„Schon vorbei?“, sagte Till Perander.\n\nEs regnete.\n\nEs war kalt. „Der Anfang zählt“, sagte er.",
        "„Der Anfang zählt“, sagte der Sprecher.",
        "In dem Papier heißt es: „Der Anfang zählt.“",
    ],
)
def test_where_the_text_does_not_tell_who_it_is_nobody_is_the_speaker(text: str) -> None:
    one = read(text, "de")[0][-1]
    assert one.text.startswith("Der Anfang zählt")
    assert one.speaker is None
    assert one.unresolved["speaker"]


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("de", "„Ja“, sagte ein Anwohner.", "ein Anwohner"),
        ("fr", "« Oui », a dit le ministre de la Pêche.", "le ministre de la Pêche"),
        ("es", "«Sí», dijo una vecina.", "una vecina"),
    ],
)
def test_somebody_without_a_name_is_described(code: str, text: str, speaker: str) -> None:
    ((one,), (entity,)) = read(text, code)
    assert (one.speaker_name, entity.type) == (speaker, "other")


def test_the_act_is_that_of_the_cue() -> None:
    text = "« Pourquoi ? » demande Luc Ambrin. « Demain », répond Odile Brenne. « Jamais », pense Luc Ambrin."
    assert [one.act for one in read(text, "fr")[0]] == ["asked", "said", "thought"]


@pytest.mark.parametrize("code", ["de", "fr", "eu", None])
def test_a_name_and_a_colon_announce_a_quotation_in_any_language(code: str | None) -> None:
    text = "Imke Vorholt kam. Sie ging.\n\nImke Vorholt: “Da lun kora benat.” Motto: “Da lun.”"
    ((one,), (entity,)) = read(text, code)
    assert (one.speaker_name, one.text) == ("Imke Vorholt", "Da lun kora benat.")
    assert (one.cue, entity.type) == ((), "person")


@pytest.mark.parametrize("code", ["de", "eu", None])
def test_the_turns_of_a_transcript_are_statements_but_not_the_questions_of_the_interviewer(code: str | None) -> None:
    text = (
        "Moderator: Warum gehen Sie?\nTolmer: Ich habe genug gesehen.\nModerator: Und nun?\n"
        "Tolmer: „Ich gehe angeln.“\nModerator: Wohin?\nTolmer: An den See."
    )
    assert said(text, code) == [
        ("Tolmer", "Ich habe genug gesehen."),
        ("Tolmer", "Ich gehe angeln."),
        ("Tolmer", "An den See."),
    ]


def test_a_transcript_is_told_in_a_script_without_capitals() -> None:
    text = "田中：行きます。\n佐藤：いつですか？\n田中：明日です。\n佐藤：そうですか。"
    assert [name for name, _ in said(text, "ja")] == ["田中", "佐藤", "田中", "佐藤"]


@pytest.mark.parametrize(
    "text",
    [
        "Früh: Ein Brot mit Käse.\nAbends: Suppe mit Brot.\nFrüh: Ein Brot.\nAbends: Eine Suppe mit Ei.",
        "Ort: Orvik\nZeit: 19 Uhr\nOrt: Tesken\nZeit: 20 Uhr",
        "Tolmer: Ich gehe.\nVorholt: Ich bleibe.",
        "Hinweis: Das Bad ist zu.\nHinweis: Der Weg ist zu.\nHinweis: Der See ist zu.\nHinweis: Alles ist zu.",
    ],
)
def test_boxes_of_facts_and_single_turns_are_no_transcript(text: str) -> None:
    assert said(text, "de") == []


def test_a_title_is_read_as_well() -> None:
    text = "Vorholt: „Wir gehen“\n\nImke Vorholt geht. „Es reicht“, sagte sie."
    article = whole_article(text, language="de", body=((22, len(text)),)).model_copy(update={"title_spans": ((0, 20),)})
    found, entities = foreign(language.read(article, text))
    assert [(one.speaker_name, one.text) for one in found] == [("Imke Vorholt", "Wir gehen"), (None, "Es reicht")]
    assert spans.slices(text, entities[0].mentions) == ["Vorholt", "Imke Vorholt"]


def test_a_body_in_pieces_keeps_the_spans_of_the_page() -> None:
    text = "„Wir gehen [Anzeige] nicht“, sagte Imke [Anzeige] Vorholt."
    first, second = text.index("[Anzeige]"), text.rindex("[Anzeige]")
    body = ((0, first), (first + 10, second), (second + 10, len(text)))
    (one,), (entity,) = foreign(language.read(whole_article(text, language="de", body=body), text))
    assert spans.slices(text, one.content) == ["Wir gehen ", "nicht"]
    assert spans.slices(text, entity.mentions) == ["Imke ", "Vorholt"]
    assert entity.name == "Imke Vorholt"


@pytest.mark.parametrize("code", KNOWN)
def test_each_language_has_cues_of_every_act_and_words_that_end_a_source(code: str) -> None:
    lexicon = words_about(code)
    assert lexicon is not None
    assert {form.act for forms in lexicon.forms.values() for form in forms} == {"said", "asked", "thought"}
    assert set(lexicon.kinds) <= set(get_args(Kind))
    assert lexicon.kinds["stop"]
    assert lexicon.kinds["pronoun"]
    assert lexicon.kinds["role"]


def test_a_language_by_its_country_is_the_same_and_one_without_rows_has_no_lexicon() -> None:
    assert words_about("de-CH") is words_about("de")
    assert words_about("no") is words_about("nb")
    assert words_about("eu") is None
    assert words_about(None) is None


def test_english_is_left_to_the_parse() -> None:
    assert said("Peter Dorn: “We signed nothing.”", "en") == []


_PIECES = st.sampled_from(
    [
        *"„“”«»\"'‘’:,.!?;–—-()\n \u00a0aAéØİßЖ中ع\u0301",
        "\n\n",
        "sagte ",
        "fügte ",
        "hinzu",
        "a-t-elle ",
        "déclaré",
        " dedi",
        "diye konuştu",
        "l’",
        "s'",
        "Anna Berg",
        "Berg",
        "le maire",
        "der Sprecher",
        "„Wir gehen“, ",
        "Vorholt: ",
        "С. ",
        "сказал ",
        "und ",
        "von ",
        "am 12. ",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join), st.sampled_from(LANGUAGES))
@settings(max_examples=400, deadline=None)
def test_no_arrangement_of_marks_and_words_breaks_it(text: str, code: str | None) -> None:
    once = read(text, code)
    assert read(text, code) == once


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_no_text_breaks_it(text: str, code: str | None) -> None:
    read(text, code)


@pytest.mark.parametrize(
    "piece",
    [
        "„Aa bb“, sagte Anna Berg. ",
        "„Aa ",
        "„Aa bb.\n\n",
        "„Aa bb“, sagte er. ",
        "fügte „A“, fügte ",
        "Vorholt: Aa bb.\n",
        "„A.“: ",
        "Anna ",
    ],
)
def test_it_takes_time_in_proportion_to_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        reading = language.read(whole_article(text, language="de"), text)
        assert reading.quotations is not None
        begin = perf_counter()
        foreign(reading)
        return perf_counter() - begin

    # Ten times the text takes ten times as long; a hundred times would be the square of it.
    # The best of three of both: in a long run of tests the collector of garbage stops any one of them for a while.
    assert min(seconds(60_000) for _ in range(3)) < 35 * min(seconds(6_000) for _ in range(3)) + 0.1
