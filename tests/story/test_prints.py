"""Whoever shares a stretch of text shares a fingerprint."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.wire import BODY, OTHER, PARAGRAPHS

from onrecord.story.prints import RUN, STRETCH, prints
from onrecord.story.words import hashes, tokens

WORDS = st.lists(
    st.sampled_from(("ferry", "port", "fog", "boat", "crew", "tide", "bank", "quay", "hull", "buoy")), max_size=60
)
SHARED = st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=RUN + STRETCH - 1, max_size=50)

CHINESE = (
    "诺兰海岸警卫队周二表示，一艘载有一百四十人的渡轮凌晨在托尔姆港外的沙洲搁浅，救援人员在涨潮前将所有人安全撤离。"
    "船长米拉说，浓雾中没有人惊慌，船员在九分钟内放下了救生艇。"
)
RUSSIAN = (
    "Паром со ста сорока пассажирами сел на мель у порта Тольм рано утром во вторник, и спасатели сняли всех до начала "
    "прилива, сообщила береговая охрана Норландии. Капитан Мира Вальдин сказала журналистам на причале, что никто не "
    "поддался панике и что экипаж спустил шлюпки за девять минут."
)
ARABIC = (
    "قال خفر السواحل في نورلاند إن عبارة تقل مئة وأربعين راكبا جنحت على ضفة رملية قبالة ميناء تولم فجر الثلاثاء، وإن "
    "رجال الإنقاذ أجلوا الجميع قبل عودة المد. وقالت القبطان ميرا فالدين للصحفيين على الرصيف إن أحدا لم يصب بالذعر وإن "
    "الطاقم أنزل القوارب في تسع دقائق."
)


def found(text: str) -> set[int]:
    return {one.run for one in prints(hashes(tokens(text)))}


def test_a_wire_cut_to_its_first_two_paragraphs_shares_a_fingerprint() -> None:
    assert found(BODY) & found("\n".join(PARAGRAPHS[:2]))


def test_a_paragraph_put_into_another_report_shares_a_fingerprint() -> None:
    assert found(BODY) & found(f"{OTHER}\n\n{PARAGRAPHS[5]}")


def test_reports_of_other_things_share_none() -> None:
    assert not found(BODY) & found(OTHER)


@pytest.mark.parametrize("text", [CHINESE, RUSSIAN, ARABIC])
def test_a_text_of_any_script_meets_its_copy_under_another_lead(text: str) -> None:
    assert found(text) & found(f"Tolm Tribune 2031 — {text} © Tolm Tribune")
    assert found(text) == found(text.upper())


@given(WORDS, WORDS, WORDS, WORDS, SHARED)
def test_texts_with_so_many_words_in_common_share_a_fingerprint(
    before: list[str], behind: list[str], ahead: list[str], after: list[str], shared: list[str]
) -> None:
    one, other = [*before, *shared, *behind], [*ahead, *shared, *after]
    assert found(" ".join(one)) & found(" ".join(other))


@given(WORDS)
def test_fingerprints_stand_each_once_in_order_and_fit_the_database(words: list[str]) -> None:
    made = prints(hashes(words))
    runs = [one.run for one in made]
    assert runs == sorted(set(runs))
    assert all(0 <= number < 2**63 for one in made for number in one)
    assert bool(made) == bool(words)


@given(WORDS, WORDS, WORDS, WORDS, SHARED)
def test_of_the_words_around_a_shared_run_most_are_shared_only_where_the_texts_share_more(
    before: list[str], behind: list[str], ahead: list[str], after: list[str], shared: list[str]
) -> None:
    long = [f"{word}{number}" for number, word in enumerate((shared * 8)[:60])]
    one, other = ({*prints(hashes([*left, *long, *right]))} for left, right in ((before, behind), (ahead, after)))
    assert one & other
    four = long[:4]
    one, other = ({*prints(hashes([*left, *four, *right]))} for left, right in (("abcd", "efgh"), ("ijkl", "mnop")))
    assert not one & other


def test_about_one_run_in_twelve_is_kept() -> None:
    words = [f"w{number}" for number in range(12_000)]
    assert 800 < len(prints(hashes(words))) < 1200


@pytest.mark.parametrize("text", ["", "…", "Tolm", "Tolm harbour", "x" * 1_000_000, "港" * 1_000_000])
def test_odd_texts_have_fingerprints_within_two_seconds(text: str) -> None:
    began = time.process_time()
    assert len(found(text)) == (1 if tokens(text) else 0)
    assert time.process_time() - began < 2
