"""A wire of an invented agency, and what newsrooms make of one."""

from __future__ import annotations

from onrecord.story.copies import Kind, Text, kind


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs that stand here in lines, each as one line."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))


TITLE = "Ferry with 140 aboard runs aground off Tolm"

PARAGRAPHS = _paragraphs("""
A passenger ferry with 140 people aboard ran aground on a sandbank off the port of Tolm early on Tuesday, and
rescuers took everybody off before the tide turned, the coast guard of Norland said.

The Silver Heron had left the island of Brisk at midnight in thick fog and struck the bank two miles short of the
harbour mouth, Captain Mira Valdin told reporters on the quay.

“Nobody panicked, and the crew had the boats in the water within nine minutes,” Valdin said. “I have seen worse
evenings in a bathtub.”

Eleven passengers were treated for bruises and cold at the Saint Orla infirmary, a spokesman for the hospital said,
adding that all but two had gone home by noon.

The owner, Heron Lines, said it would pay for hotels and onward journeys and that divers would look at the hull as
soon as the weather let them.

Transport Minister Osman Kettering ordered an inquiry and said the buoy that marks the sandbank had been reported
dark by fishermen on three nights of the past week.

The opposition asked why no tender had been sent to mend it, and called for the head of the lighthouse service to
explain himself to parliament on Thursday.

It was the second grounding on the Tolm sandbank in four years; in the first, a coaster laden with timber broke up
and closed the fairway for a month.
""")

BODY = "\n\n".join(PARAGRAPHS)

_REWRITTEN = _paragraphs("""
The coast guard of Norland rescued all 140 people from a passenger ferry which got stuck on a sandbank near the port
of Tolm in the early hours of Tuesday.

Captain Mira Valdin told journalists that the Silver Heron, coming from the island of Brisk in dense fog, hit the
bank when it was two miles away from the harbour.

Her crew lowered the boats in nine minutes and nobody panicked, Valdin said, who joked of worse evenings in a
bathtub.

The Saint Orla infirmary treated eleven passengers for cold and bruises, and only two of them were still there at
noon, according to its spokesman.

Heron Lines, the owner, promised to pay hotels and onward journeys and to send divers to the hull once the weather
allows it.

An inquiry was ordered by Transport Minister Osman Kettering, who said that fishermen had found the buoy on the
sandbank dark on three nights last week.

Opposition members want the head of the lighthouse service to tell parliament on Thursday why nobody was sent to
mend it.

Four years ago a coaster with timber was wrecked on the same Tolm sandbank and closed the fairway for a month.
""")

REWRITTEN = "\n\n".join(_REWRITTEN)

OTHER_TITLE = "Beekeepers of Quillan count their losses"

_OTHER = _paragraphs("""
Beekeepers in the hills above Quillan have lost a third of their hives to a mite that came with imported queens,
their union said at its spring fair.

Dorrit Amsel, who chairs the union, wants a ban on imports until a laboratory in the capital can test each box that
crosses the border.

Orchard owners worry that blossom will go without visitors, and some have begun to rent bumblebees from a breeder in
Velmark at twice the price of last year.

The agriculture office said a vaccine was on trial and that results were due after the harvest.
""")

OTHER = "\n\n".join(_OTHER)


def text(body: str = BODY, title: str | None = TITLE) -> Text:
    """An article laid out for comparing."""
    return Text.of(title, body)


def related(one: Text, other: Text, *, same_source: bool = False, one_happening: bool = True) -> Kind | None:
    """How two texts relate, which is the same whichever comes first."""
    found = kind(one, other, same_source=same_source, one_happening=one_happening)
    assert found == kind(other, one, same_source=same_source, one_happening=one_happening)
    return found
