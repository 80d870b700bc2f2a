"""Generated pages of about 600 words, for measuring speed and for killing runs halfway.

    python -m benchmarks.generate 500 /tmp/pages [--seed 1]

Each page is a flattened news page: a masthead, a title, a dateline, a dozen paragraphs that report what invented people
said, and a comment form. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

FIRST = [
    "Adela",
    "Bruno",
    "Carla",
    "Dorin",
    "Edita",
    "Feliks",
    "Gerda",
    "Hamid",
    "Irena",
    "Jonas",
    "Kamila",
    "Leon",
    "Mirela",
    "Nadir",
    "Olena",
    "Pavel",
]
LAST = [
    "Abrenko",
    "Baltasar",
    "Corvin",
    "Dragomir",
    "Elsner",
    "Fontane",
    "Gorski",
    "Halvorsen",
    "Ilves",
    "Jurak",
    "Kestrel",
    "Lindqvist",
    "Marek",
]
ROLE = ["defence minister", "prime minister", "foreign minister", "spokeswoman", "trade envoy", "union leader"]
PLACE = ["Velmark", "Ostrava Bay", "Karsk", "Port Linden", "Marosvar", "Tallow Ridge"]
STATE = ["Valdorian", "Ruthenic", "Marovian", "Lindish", "Karskan"]
DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
THING = ["the harbour", "a new bridge", "the grain agreement", "two patrol boats", "the rail link", "a joint factory"]
DOES = ["will be built next year", "needs more money", "cannot wait", "is ready for partners", "was never in doubt"]
WHY = ["because costs have risen", "as long as talks go on", "if the neighbours agree", "whatever the critics say"]
FACT = [
    "The plan was first drawn up in {year}, when prices stood at half of what they are now.",
    "Officials in {place} opened the books to auditors earlier this year, and the report ran to {n} pages.",
    "About {n} people work at the site, which lies some {n} kilometres from {place}.",
    "{place} has waited for a decision since {year}, and two governments have fallen over it.",
]
SAID = [
    "“{Thing} {does}, {why},” {who} said on {day}.",
    "{who} said {thing} {does} {why}.",
    "“{Thing} {does},” {who} told reporters in {place}, adding: “We have said so since {year}.”",
    "According to {who}, {thing} {does} {why}.",
    "{who} warned that {thing} {does}, and promised to publish the figures by {day}.",
    "{who} denied that {thing} {does}.",
]


def paragraph(rng: random.Random, people: list[str]) -> str:
    """Two or three sentences, of which one reports what somebody said."""
    thing = rng.choice(THING)
    words = {
        "Thing": thing[0].upper() + thing[1:],
        "thing": thing,
        "does": rng.choice(DOES),
        "why": rng.choice(WHY),
        "who": rng.choice(people),
        "day": rng.choice(DAY),
        "place": rng.choice(PLACE),
        "year": rng.randint(1998, 2020),
        "n": rng.randint(12, 480),
    }
    said = rng.choice(SAID).format(**words)
    told = [text.format(**words) for text in rng.sample(FACT, 2)]
    return " ".join([said[0].upper() + said[1:], *told])


def page(number: int, seed: int = 1, words: int = 600) -> str:
    """A page of about so many words; `number` and `seed` decide every character."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - nobody is to be kept from guessing
    names = [f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(3)]
    people = [
        f"{rng.choice(STATE)} {rng.choice(ROLE)} {names[0]}",
        f"the {rng.choice(ROLE)}",
        names[1],
        f"{rng.choice(ROLE)} {names[2]} of {rng.choice(PLACE)}",
    ]
    title = f"{names[0].split()[1]} says {rng.choice(THING)} {rng.choice(DOES)}, report {number}"
    body: list[str] = []
    while sum(len(part.split()) for part in body) < words:
        body.append(paragraph(rng, people))
    dateline = f"{rng.choice(PLACE).upper()}, March {rng.randint(1, 28)} (Northwire) - "
    return "\n\n".join(
        ["Home News Sport Weather", title, f"By {names[1]}", dateline + body[0], *body[1:], "Comments", "Leave a Reply"]
    )


def write(count: int, folder: Path, seed: int = 1) -> None:
    """Write so many pages into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"page-{number:06}.txt").write_text(page(number, seed), encoding="utf-8")


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("count", type=int)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    write(asked.count, asked.folder, asked.seed)
