"""What an editor's pen does to a sentence: house style, other words, another order, a headline out of a lead.

"Officials said on Tuesday that many voters had waited" becomes "Numerous voters had waited, authorities declared". Each
function stands for one practice of newsrooms; `copying` makes copies of whole articles with them. The tables are our
own, from the general run of news English; a sentence reads a little stiff after them, as a hurried rewrite does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random
from typing import NamedTuple

# "what is written>what may stand for it|or this", by the alphabet. The left is a pattern: "#" stands before a number,
# "~" is not after an article or a possessive (a verb is meant), "%" not after "the" and the like; the longest wins.
OTHER_WORDS = r"""
a lot of>plenty of|a great deal of; able to>in a position to; about #>around #|some #
about(?= (?:his|her|their|its|the) )>regarding|concerning|over; according to>as stated by|in the account of
(?<!all )across the>throughout the|all over the; actually>in truth|really; ad>commercial; administration>government
ads>commercials; adviser>aide|counselor; advisers>aides|counselors
after(?= (?:the|a|an|last) )>following|in the wake of; again>once more|anew; against the>in opposition to the
(?<=[a-z] )ago>earlier; agreement>accord|deal|pact; ahead of>before|prior to; aides>advisers|assistants
allies>partners|associates; almost>nearly; already>by now; also>likewise|additionally; although>though|even though
announced>made public|disclosed; (?<!one )another>a further|one more; (?<!to )approach>stance|tack; are not>aren’t
argued>contended|maintained|reasoned; argument>contention; article>piece; as well as>along with|together with|and also
at least #>no fewer than #|a minimum of #; attack>assault|strike; attacks>assaults|strikes; attention>notice|interest
audience>crowd; (?<!to )ban>prohibition; because of>owing to|due to|on account of; because>since|as
before(?= (?:the|a|an|his|her|their|last) )>ahead of|prior to; began>started|commenced; believe>think|feel
bid>effort|attempt; big>large|sizable; biggest>largest; bill>measure|draft law; billionaire>magnate|tycoon
border>frontier; build>construct|erect; businessman>entrepreneur|tycoon; but>yet; (?<=, )but>yet|though
called(?! attention| for| on| back| out| in)>termed|labeled|dubbed|branded
(?<!to )campaign(?= (?:to|in|for|has|is|was|said|and|that|will|on|by|with|or|as) |[,.’])>drive|effort|operation
campaigning>stumping; candidacy>bid|run; candidate>contender|hopeful; candidates>contenders|hopefuls; cannot>can’t
can’t>cannot; chairman>chair|head; chance>opportunity|shot; (?<!climate )change>shift; changes>shifts|alterations
clear>plain|evident; comments>remarks|words; committee>panel; companies>firms|businesses; company>firm|business
concerns>worries|fears; conducted>carried out|performed; conservative>right-wing; considered>deemed|judged
contests>races|battles; convention>party gathering|gathering; could not>couldn’t; could(?! not|n)>might|may
countries>nations|lands; (?<!home )country>nation|land; crisis>emergency; criticism>censure|disapproval
criticized>denounced|condemned|assailed; crowd>throng; current>present|existing; currently>at present|presently
data>figures|statistics; (?<!great )deal(?! with)>accord|pact; (?<=for )decades>many years; decision>move|judgment
declined to>refused to; described>characterized|depicted|portrayed; despite>in spite of|notwithstanding; did not>didn’t
didn’t>did not; died>perished|passed away; different>distinct|differing; difficult>hard|tough; director>head|chief
do not>don’t; does not>doesn’t; doesn’t>does not; donations>contributions; donors>contributors; don’t>do not
during>in the course of|throughout|amid; economic>financial; effort>attempt; efforts>attempts|endeavors
election>vote|ballot; elections>votes|ballots; emails>messages; employees>workers|staff members; endorsed>backed
endorsement>backing|blessing; entire>whole; especially>particularly|above all; establishment>old guard
event>occasion|function; events>occasions|functions; every>each; evidence>proof|indications; expected>anticipated
experts>specialists|authorities; faced>confronted|met; facing>confronting|up against; federal>national; fight>battle
final>last|concluding; firm>company|business; followed>trailed; foreign policy>diplomacy; foreign>overseas
former>onetime|erstwhile|past; front-runner>leader|favorite; gave>handed|offered|granted
general election>November election|national vote; given(?! that| the| up)>handed|offered; global>worldwide
group>organization|outfit; groups>organizations|outfits; growing>rising; growth>expansion; (?<=[a-z] )gun>firearm
has not>hasn’t; hasn’t>has not; have to>need to; he added>he went on|he continued; he is>he’s; he would>he’d
health care>medical care; his campaign(?! [a-z]*(?:site|manager|chief|staff|aide))>his bid|his run; his own>his
home state>own state; however>nevertheless|nonetheless; idea>notion|concept; illegal>unlawful
immigrants>newcomers|migrants; immigration>migration; impact>effect; important>significant|crucial; in which>where
including>among them|such as|notably; income>earnings; increasingly>more and more; information>details|material
interview(?! request)>conversation|sit-down; investigation>inquiry|probe; is a>remains a
is expected to>is due to|is likely to|is set to; is not>isn’t; isn’t>is not; (?<!to )issue>matter|subject
issues>matters|topics; it is>it’s; job>post|position; jobs>posts|positions; joined>linked up with|signed on with
judge>jurist; key>crucial|pivotal; large>big|sizable; largely>mostly|in the main
%last week>the week before|a week earlier; %last year(?!’)>the year before|a year earlier; latest>most recent|newest
lawmakers>legislators; laws>statutes|rules; leader>head|chief; leaders>chiefs|heads; letter>note; liberal>left-leaning
like(?= (?:the|a|his|her|many) )>such as; major>leading|key; majority of>bulk of|greater part of
many of>a large number of|a good many of
(?<!how )(?<!as )(?<!the )(?<!so )(?<!too )(?<!not )many(?! of)>numerous|a great many; may>might|could
(?<!social )media>press; (?<!be )(?<!is )(?<!were )meeting>session|get-together; members of>people belonging to
message>theme; might(?! not)>may|could; money>funds|cash; more than #>over #|upwards of #; movement>drive|cause
much of>a good part of|a large part of; nation>country; national(?! security| committee| convention| park)>nationwide
nearly #>almost #|close to #; nearly>almost; ~need to>have to; new>fresh; night>evening; nomination>nod|party ticket
nominee>standard-bearer|flag-bearer; noted>pointed out|observed|remarked
(?<!right )(?<!until )(?<!by )now(?! that)>at present|currently; offered>put forward|extended; officials>authorities
often>frequently|regularly; (?<!the )(?<!not )(?<!an )(?<!his )(?<!their )only>merely|just; opportunity>chance|opening
opposed(?! to)>resisted; organization>group|body; (?<!the )(?<!each )other(?= [a-z]+s\b)>further|additional
particularly>especially|notably; (?<!American )(?<!the )people>men and women; percent>per cent; perhaps>maybe|possibly
personal>private; plan(?! to)>proposal|blueprint|scheme; plans(?! to| on)>proposals|schemes; pledged>vowed|promised
policies>measures|approaches; poll>survey; polling>surveys; (?<!the )polls>surveys|opinion polls
(?<!to )position>stance|standing; potential>possible|prospective; powerful>mighty|influential
(?<!vice )president(?! of)>head of state|chief executive; presidential campaign>White House bid|run for president
presidential candidate>White House hopeful|contender for the presidency; presidential candidates>White House hopefuls
presidential nominee>White House nominee; presumptive>likely|all-but-certain; previous>earlier|prior
previously>earlier|in the past; primary>nominating contest; problem>difficulty|trouble; program>scheme|initiative
proposal>plan|suggestion; provide>supply|offer|furnish; published>printed|brought out
(?<!in )(?<!to )question>query|issue; quickly>swiftly|rapidly; (?<!to )race>contest|battle|fight
raised>brought in|gathered; rallies>gatherings|events; (?<!to )rally>gathering|event; rather than>as opposed to|and not
ready>prepared; real(?! estate)>genuine|actual; reason>motive|ground; received>got|obtained|collected
recently>lately|of late; region>area; released>published|issued|put out; remain>stay; remains>stays; remarks>comments
repeatedly>time and again|over and over; reporters>journalists; results>outcomes|findings; rhetoric>language|talk
(?<!to )risk>danger|hazard; rival>opponent|competitor; rivals>opponents|competitors; role>part|function
rules>regulations|guidelines; said(?= (?:he|she|they|it|the) [a-z]+ )>said that|stated that|insisted that
said that>stated that|made clear that|pointed out that|insisted that; said>stated|noted|remarked|declared|observed
say>argue|maintain|contend; saying>stating|declaring|noting; says>states|notes|maintains|insists
secretary of state>top diplomat; senior>high-ranking; sent>dispatched; several(?= [a-z]+s )>a handful of|various
she is>she’s; shooting>gun attack; should(?! not|n)>ought to|must; showed>indicated|revealed|demonstrated
significant>considerable|notable; similar>comparable; simply>merely; small>modest|minor; so far>to date|until now
(?<!the )some(?= [a-z]+s )>certain|a number of; speaking>talking; speech>address|talk; speeches>addresses|talks
spent(?= (?:\$|more|about|nearly))>paid out|laid out; spoke>talked; spokesman>press officer; started>commenced
statement>declaration|announcement; (?<!but )still(?= [a-z]+)>even now; story>account|report; strategy>game plan|tactics
strong>robust|solid; students>pupils|undergraduates; such as>like|including; suggested>indicated|implied
support for>backing for|approval of; supported>backed|endorsed; supporters>backers|followers|adherents
supporting>backing; system>structure|apparatus; team>crew|squad; television>TV; terrorism>terror
the campaign>the contest|the race; the next>the following|the coming; the United States(?! [A-Z])>the U.S.|America
the White House>the administration; their own>their; they are>they’re; they have>they’ve; they would>they’d
think(?! about| of)>believe|feel; %this week>in recent days; %this year(?!’)>in the current year; those who>people who
threat>danger|menace; told>informed; (?<!on )top(?= [a-z])(?! of)>leading|senior; tough>hard|rough; toward>towards
trade>commerce; try to>seek to|attempt to; trying to>seeking to|attempting to; turned>shifted; tweet>post
tweeted>posted; ultimately>eventually|in the end; use of>reliance on|resort to; used(?! to)>employed|made use of
using>employing|relying on; (?<!the )very>extremely|highly; victory>win|triumph; video>clip|footage
views(?! him| her| it| the)>opinions|outlook; violence>unrest|bloodshed; vote for>back|choose
voters in>people voting in; want to>hope to|wish to|aim to; wants to>hopes to|aims to|is keen to; war>conflict
was not>wasn’t; wasn’t>was not; weapons>arms; when(?= (?:he|she|they|the) )>as|once
whether(?= (?:he|she|they|the|it) )>if; while(?= [a-z]+ing)>when; will not>won’t; won the>secured the; won’t>will not
workers>employees|laborers; would not>wouldn’t; wouldn’t>would not; wrote in>said in; years ago>years earlier|years back
(?:(?<=to )|(?<=would )|(?<=who )|(?<=not ))support>back|stand behind
"""

# A style book, each of its rules a line: "pattern>what stands for it; ...".
HOUSE_RULES = r"""
\bpercent\b>per cent; (?<=\d)%> per cent
(?<=\d) percent\b>%; (?<=\d) per cent\b>%
\b([Cc]ol|[Ff]av|[Ll]ab|[Hh]on|[Nn]eighb|[Hh]arb|[Hh]um|[Rr]um|[Bb]ehavi)or>\1our; \bdefense\b>defence
([a-z]{3,})ization\b>\1isation; \b([a-z]{4,})ized\b>\1ised; \b([a-z]{4,})izing\b>\1ising; \btoward\b>towards
\bcenter\b>centre; \bprogram\b>programme; \btheater\b>theatre; \bcanceled\b>cancelled; \bwhile\b>whilst
\b(?:Mr|Mrs|Ms)\.? (?=[A-Z])>
\b(Mr|Mrs|Ms|Dr|St)\. >\1 ; \bU\.S\.>US; \bU\.N\.>UN; \bD\.C\.>DC; \ba\.m\.>am; \bp\.m\.>pm
\bSen\. >Senator ; \bRep\. >Representative ; \bGov\. >Governor ; \bGen\. >General ; \bSens\. >Senators
\bJan\. >January ; \bFeb\. >February ; \bAug\. >August ; \bSept\. >September ; \bOct\. >October ; \bNov\. >November
\bJanuary(?= \d)>Jan.; \bFebruary(?= \d)>Feb.; \bNovember(?= \d)>Nov.; \bDecember(?= \d)>Dec.
\bCalif\.,>California,; \bFla\.,>Florida,; \bPa\.,>Pennsylvania,; \bMass\.,>Massachusetts,; \bTex\.,>Texas,
\bOhio\b(?=[,.] )>OH; , Florida\b>, Fla.; , Texas\b>, TX; , Virginia\b>, Va.; , California\b>, Calif.
\btwo\b>2; \bthree\b>3; \bfour\b>4; \bfive\b>5; \bsix\b>6; \bseven\b>7; \beight\b>8; \bnine\b>9; \bten\b>10
(?<= )10(?= [a-z])>ten; (?<= )11(?= [a-z])>eleven; (?<= )12(?= [a-z])>twelve; (?<= )20(?= [a-z])>twenty
\$(\d+(?:\.\d+)?) million\b>$\1m; \$(\d+(?:\.\d+)?) billion\b>$\1bn
(?<=” )(he|she) said\b>\1 says; (?<=” )said (?=[A-Z])>says ; (?<=, )(he|she) said\b>\1 says
"""

NUMBER = r"(?=\$?\d|one |two |three |four |five |six |seven |eight |nine |ten |a dozen |half )"
AFTER_OWNER = "".join(
    f"(?<!{word} )" for word in ("his", "her", "their", "its", "the", "a", "our", "no", "any", "’s", "of")
)
DATED = "".join(
    f"(?<!{word} )" for word in ("the", "earlier", "later", "late", "early", "of", "since", "until", "from")
)
ALMOST_ALL = 0.95  # the share of a sentence's replaceable words that a rewriter does replace; all of them reads worse
QUOTED = re.compile("“[^”]*”")
AN_WORD = re.compile(r"(?!one\b|once\b|uni[^mn]|us[ei]|usu|eu|ut)[aeiou]|hour|heir|hono|hones")
WHO = r"(?P<who>[Hh]e|[Ss]he|[Tt]hey|(?:[A-Z][\w.’-]* ){0,3}[A-Z][\w’-]+|[Tt]he [a-z]+(?: [a-z]+)?)"
SAID = r"(?:said|says|added|argued|noted)(?P<when>(?: on)? [A-Z][a-z]+day)?"
QUOTED_FIRST = re.compile(rf"⟦0⟧ {WHO} {SAID}\.")
QUOTED_FROM = re.compile(r"⟦0⟧ (?:said|says) (?P<who>[^⟦,]{3,60})(?P<what>, [^⟦]+)?\.")
SAID_LAST = re.compile(rf"(?P<what>[^⟦]+), {WHO} {SAID}\.")
SAID_FIRST = re.compile(rf"{WHO} {SAID} (?:that )?(?P<what>(?!of |in |to |on |at |during )[a-z][^⟦]+)\.")
OPENING = re.compile(
    r"(?:On|In|At|After|Before|During|Since|Despite|Following|While|When|Because|If|Although|As|With|For|By|Under|Last|This"
    r"|Earlier|Until)\b"
)
IN_FRONT = re.compile(
    rf"(?P<moved>{OPENING.pattern} [^,⟦;—]{{3,80}}), (?P<rest>(?!and |but |or |who|which |where |an? )[^⟦;—]+)\."
)
BEHIND = re.compile(
    r"(?P<rest>[A-Z][^⟦;—]{20,}?),? (?P<moved>(?:after|because|although|while|when|if|before|despite|during) "
    r"[^,⟦;—]{3,80}|on [A-Z][a-z]+day(?: (?:night|morning|afternoon|evening))?|(?:last|this) (?:week|month|year))\."
)
GOES_ON = "(?:he|she|they|it|the|there|this|that|those|his|her|their|some|many|most)"
IS = "(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|said|did|[a-z]+ed)"
SEAMS = (
    (re.compile(rf"(?<=\w), and (?={GOES_ON} (?:\S+ ){{1,6}}{IS}\b)"), ""),
    (re.compile(rf"(?<=\w), but (?={GOES_ON} (?:\S+ ){{1,6}}{IS}\b)"), "But "),
    (re.compile(rf"(?<=\w), which (?={IS} [^,]*\.$)"), "It "),
    (re.compile(rf"(?<=\w), who (?={IS} [^,]*\.$)"), "The latter "),
)
OWNED = (
    "(?:campaign|supporters|speech|comments|remarks|victory|candidacy|record|policies|plan|proposal|wife|husband|government"
    "|decision|allies|rivals|critics|aides|words|views)"
)
SHORTER = (  # what a desk short of space leaves out or says in fewer words, each drawn for itself
    (r" \([^()⟦]*\)| — [^—⟦.]{3,90} —(?= [a-z])", ""),
    (r"^(?:But|And|Yet|Still|So|Now|Indeed),? (?=\w+ \w+)", ""),
    (r"\b(?:Mr|Mrs|Ms)\. (?=[A-Z])", ""),
    (r", who (?:is|was) (?=(?:a|an|the) )", ", "),
    (r"(?<=[a-z]) (?:that|who|which) (?:is|are|was|were) (?=[a-z]+(?:ed|ing)\b)", " "),
    (r" on (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)", " "),
    (r"(?<=said|told|held|week|here|went) (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)", " on "),
    (r"^([A-Z][a-z]+(?: [A-Z][a-z]+)*), the ([a-z][^,⟦]{5,60}), (?=[a-z])", r"The \2, \1, "),
    (r"(?<=[a-z,] )([A-Z][a-z]+) and ([A-Z][a-z]+)(?=[,.]| [a-z])", r"\2 and \1"),
    (rf"(?<![A-Z] )\b((?:[A-Z][a-z.]+ ){{0,2}}[A-Z][a-z]+)’s ({OWNED})\b", r"the \2 of \1"),
)
ADVERB = re.compile(
    r" (?!only|early|family|daily|likely|reply|rally|ally|supply|apply|elderly|weekly|monthly|friendly|assembly|rely"
    r"|imply|comply|unlikely|deadly|nearly|roughly|hardly|barely|exactly)(?:[a-z]+ly|also|just|very)(?= [a-z])"
)


class Page(NamedTuple):
    """What the article around a sentence shows: which words are no names, and which surnames stand alone in it."""

    common: frozenset[str]
    surnames: frozenset[str]


def page_of(text: str) -> Page:
    """The words and surnames of the article's text."""
    always = {"he", "she", "they", "it", "the", "there", "this", "that", "about", "some", "many", "most", "all", "no"}
    common = always.union(re.findall(r"(?<![\w’])[a-z][a-z’]*\b", text))
    places = set(re.findall(r"\b(?:in|at|from|near) ((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+)", text))
    days = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    known = common | days | {word.lower() for place in places for word in place.split()}
    alone = re.findall(r"(?<=[a-z,] )([A-Z][a-z]{3,})(?= (?:said|says|has|had|was|is|will|would|told|did)\b|’s)", text)
    return Page(frozenset(common), frozenset(name for name in alone if name.lower() not in known))


def lowered(text: str, page: Page) -> str:
    """The text as it goes on after a comma: its first letter small, unless a name stands there."""
    first = re.match(r"[A-Z][a-z’]*(?![\w-])(?! [A-Z])", text)
    known = first is not None and first[0].lower() in page.common and first[0] != "I"
    opens = re.match(r"(?:The|An?|Instead|However)\b", text) or OPENING.match(text)
    return text[0].lower() + text[1:] if known or opens else text


def raised(text: str) -> str:
    """The text as a sentence begins: its first letter a capital."""
    return re.sub(r"^([“‘]?)([a-z])", lambda start: start[1] + start[2].upper(), text)


@cache
def entries() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """The table of other words as one pattern, the longest entry first, and what may stand for each entry."""
    table = [line.split(">", 1) for line in re.split(r"; |\n", OTHER_WORDS.strip())]
    table.sort(key=lambda entry: -len(re.sub(r"\(\?[^)]*\)+", "", entry[0])))
    spelled = [
        entry.replace("~", AFTER_OWNER).replace("%", DATED).replace("#", NUMBER)
        + ("" if entry[-1] == "#" else r"(?![\w-])")
        for entry, _ in table
    ]
    pattern = "|".join(f"(?P<w{number}>{entry})" for number, entry in enumerate(spelled))
    choices = {
        f"w{number}": [word.strip() for word in other.replace("#", "").split("|")]
        for number, (_, other) in enumerate(table)
    }
    return re.compile(rf"(?<![\w’-])(?:{pattern})"), choices


def in_other_words(text: str, rng: Random) -> str:
    """A rewriter's synonyms: "said" becomes "stated", "at least 40" becomes "no fewer than 40"."""
    pattern, choices = entries()

    def other(found: re.Match[str]) -> str:
        if rng.random() > ALMOST_ALL or not found.lastgroup:
            return found[0]
        return rng.choice(choices[found.lastgroup]) + " " * found[0].endswith(" ")

    initial = text[:1].isupper() and not re.match(r"\S+ [A-Z]", text)
    changed = pattern.sub(other, text[0].lower() + text[1:] if initial else text)
    changed = re.sub(r"\b([Aa])n? (?=([a-z]+))", lambda a: a[1] + ("n " if AN_WORD.match(a[2]) else " "), changed)
    return raised(changed) if initial else changed


def house_style(text: str, rng: Random) -> Callable[[str], str]:
    """Two to five rules of a style book that give this text's editor work, as one function: "percent" to "per cent"."""
    rules = [[rule.split(">", 1) for rule in line.split("; ")] for line in HOUSE_RULES.strip("\n").splitlines()]
    rules = [rule for rule in rules if any(re.search(pattern, text) for pattern, _ in rule)]
    kept = rng.sample(rules, min(len(rules), rng.randint(2, 5)))

    def styled(sentence: str) -> str:
        for pattern, other in (pair for rule in kept for pair in rule):
            sentence = re.sub(pattern, other, sentence)
        return sentence

    return styled


def respaced(text: str, rng: Random) -> str:
    """Another content system's typography: its quotation marks, dashes and spaces; no word is touched."""
    marks = rng.choice(("“”‘’", "“”‘’", "\"\"''", "\"\"''", "British"))
    if marks != "British":
        text = text.translate(str.maketrans("“”‘’", marks))
    elif "‘" not in text:  # single marks; where there are marks within marks we leave them
        text = text.translate(str.maketrans("“”", "‘’"))
    text = text.replace(" — ", rng.choice((" — ", "—", " – ", " - ", " -- ")))
    if rng.random() < 0.3:
        text = re.sub(r"(?<=\d) (?=percent|million|billion)|(?<=Mr\.) |(?<=Sen\.) ", "\xa0", text)
    return re.sub(r"(?<=[a-z]{3}\.) (?=[A-Z])", "  ", text) if rng.random() < 0.1 else text


def shortened_quotation(text: str, rng: Random) -> str:
    """A long quotation cut where its first half could end, as a rewriter does who wants only the point."""

    def cut(found: re.Match[str]) -> str:
        ends = [end.start() for end in re.finditer(r"(?:,|;| —) (?:and|but|because|so|which|who) ", found[0])]
        ends = [end for end in ends if len(found[0][:end].split()) > 6]
        if not ends or rng.random() < 0.4:
            return found[0]
        return found[0][: ends[0]] + (found[0][-2:] if found[0][-2] in ",." else "”")

    return QUOTED.sub(cut, text)


def indirect(quotation: str, who: str, page: Page) -> str | None:
    """The quotation as reported speech ("We lost" is that they lost), or None where an "I" or a "you" forbids it."""
    said = quotation.strip("“”").rstrip(",.")
    if who.lower() in {"he", "she"}:
        his, him = ("his", "him") if who.lower() == "he" else ("her", "her")
        said = re.sub(r"\bI(?:’m| am)\b", f"{who.lower()} is", said)
        said = re.sub(r"\bI(?:’ve| have)\b", f"{who.lower()} has", said)
        said = re.sub(r"\bI(?= (?:will|would|can|could|did|had|was|should|never|[a-z]+ed)\b|’ll|’d)", who.lower(), said)
        said = re.sub(r"\bmy\b", his, re.sub(r"\bme\b", him, said))
    for ours, theirs in (("we", "they"), ("our", "their"), ("us", "them")):
        said = re.sub(rf"\b{ours}\b", theirs, re.sub(rf"\b{ours.title()}\b", theirs.title(), said))
    if re.search(r"[?!“‘…]|\b(?:[Yy]ou|[Yy]our|[Mm]y|me|I|[Ll]et)\b", said) or len(said.split()) < 5:
        return None
    return lowered(said, page)


def attributed(bare: str, held: list[str], rng: Random, page: Page) -> str:
    """The speaker moved before his words or behind them, a quotation now and then made reported speech."""
    if found := QUOTED_FIRST.fullmatch(bare) or QUOTED_FROM.fullmatch(bare):
        parts = found.groupdict()
        who = raised(found["who"]) + (f"{parts['what']}," if parts.get("what") else "")
        reported = indirect(held[0], found["who"], page) if rng.random() < 0.8 else None
        if reported:
            return f"{who} said{parts.get('when') or ''} that {reported}."
        held[0] = re.sub(r",”$", ".”", held[0])
        return f"{who} said{parts.get('when') or ''}: ⟦0⟧"
    if found := SAID_LAST.fullmatch(bare):
        return f"{raised(found['who'])} said{found['when'] or ''} that {lowered(found['what'], page)}."
    if found := SAID_FIRST.fullmatch(bare):
        return f"{raised(found['what'])}, {lowered(found['who'], page)} said{found['when'] or ''}."
    found = re.fullmatch(r"(?P<what>[^⟦]+), according to (?P<who>[^,⟦]+)\.", bare)
    return f"{raised(found['who'])} said that {lowered(found['what'], page)}." if found else bare


def turned(bare: str, page: Page) -> str:
    """Clauses in another order: "On Tuesday, it rained." is "It rained on Tuesday.", and the other way about."""
    if found := IN_FRONT.fullmatch(bare):
        return f"{raised(found['rest'])} {lowered(found['moved'], page)}."
    if found := BEHIND.fullmatch(bare):
        return f"{raised(found['moved'])}, {lowered(found['rest'], page)}."
    return bare


def parted(bare: str) -> list[str]:
    """A long sentence as two: cut at ", and the", ", which was" and the like."""
    for seam, opening in SEAMS:
        found = seam.search(bare)
        if found and min(len(bare[: found.start()].split()), len(bare[found.end() :].split())) > 4:
            return [bare[: found.start()] + ".", raised(opening + bare[found.end() :])]
    return [bare]


def trimmed(bare: str, rng: Random, page: Page) -> str:
    """What a desk short of space leaves out: brackets, asides between dashes, adverbs, a known person's first name."""
    for pattern, other in SHORTER:
        bare = re.sub(pattern, other, bare) if rng.random() < 0.7 else bare
    bare = ADVERB.sub(lambda word: word[0] if rng.random() < 0.4 else "", raised(bare))
    return re.sub(
        r"\b(?!New|North|South|West|East|San|Los|White|The)[A-Z][a-z]+ (?:[A-Z]\. )?(?P<last>[A-Z][a-z]+)\b",
        lambda name: name["last"] if name["last"] in page.surnames and rng.random() < 0.7 else name[0],
        bare,
    )


def reworded(text: str, rng: Random, page: Page) -> list[str]:
    """The sentence in other words, as one sentence or two; what is quoted is kept, shortened or told."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"⟦{len(held) - 1}⟧"

    bare = QUOTED.sub(hold, shortened_quotation(text, rng))
    bare = trimmed(bare, rng, page)
    moved = attributed(bare, held, rng, page)
    bare = turned(bare, page) if moved == bare else moved
    pieces = [raised(in_other_words(piece, rng)) for piece in parted(bare)]
    return [re.sub(r"⟦(\d+)⟧", lambda mark: held[int(mark[1])], piece) for piece in pieces]


def headline(lead: str, rng: Random) -> str:
    """A new headline in the lead's words: its first clause, no articles, "says" for "said"; empty if it fails."""
    text = re.sub(r"^(?:On|In|After|As|With|At|For|While|When) [^,]{3,60}, ", "", lead.strip("“”"))
    text = re.sub(r" \([^)]*\)|(?:,? on)? [A-Z][a-z]+day\b(?: night| morning)?|[“”]|\.$", "", text)
    text = re.split(r"(?<=\w{3})(?:[,;:?!] | — | (?:who|which|because|after|while|as|when|that) (?=\w))", text)[0]
    text = re.sub(r"\b(?:[Tt]he|[Aa]n?|(?:has|have) been|(?:was|were)(?= [a-z]+ed)) ", "", text)
    short = text.replace(" said", " says").split()[: rng.randint(8, 12)]
    while short and re.fullmatch(r"[a-z]{1,3}|with|from|their|that|than|over|about|into|Mrs?\.|Sen\.", short[-1]):
        short.pop()
    if len(short) < 5 or "I" in short or OPENING.match(text) or re.match(r"(?:So|But|And|It|That|There) ", text):
        return ""
    title = raised(" ".join(short).strip(" ,;:.—"))
    return re.sub(r"\b[a-z]\w{3,}", lambda word: word[0].capitalize(), title) if rng.random() < 0.4 else title
