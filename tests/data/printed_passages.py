"""Passages of the source recorded just as they are printed, by the id of the problem, and what must then be found."""

from __future__ import annotations

from dataclasses import dataclass, field

_BEFORE_1918 = 'calendar = "unknown before 1918-02-14"\n'
_SEDOVA = "id,name,died\nsedova,Natalia Sedova,23 January 1962\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold the tables of a passage as printed.

    Args:
        tables: Rows by kind, `__` for the point of a child table.
        found: Code and record of each finding, in the order of the report.
        dataset: Further lines of `[dataset]`.
    """

    tables: dict[str, str]
    found: list[tuple[str, str]]
    dataset: str = field(default="")


def _dated(kind: str, rows: str, *records: str) -> Passage:
    """Take days without a calendar, before Russia changed hers."""
    return Passage({kind: rows}, [("calendar-not-stated", record) for record in records], _BEFORE_1918)


def _named(one: str, other: str) -> Passage:
    """Take two forms of a name for two persons."""
    return Passage({"person": f"id,name\none,{one}\ntwo,{other}\n"}, [("similar-name", "person/two")])


def _plain(subject: str, words: str) -> Passage:
    """Take what the text hedges for something stated."""
    columns = "id,name,subject,property,value.text,asserted_by,certainty"
    return Passage(
        {
            "person": f"id,name\nspeaker,Narrator\nsubject,{subject}\n",
            "concept": "id,name,category\noutcome,outcome,property\n",
            "claim": f"{columns}\nsaid,What is told,person/subject,outcome,{words},speaker,stated\n",
        },
        [("hedge-overlooked", "claim/said")],
    )


PASSAGES = {
    "alexandrova-forms": _named("Ekaterina Mikhailovna", "Ekaterina Mikhailovua"),
    "birth-calendar": _dated("person", 'id,name,born\nsedova,Natalia Sedova,"5th April, 1882"\n', "person/sedova"),
    "bukharin-spelling": _named("Nikolai Bukharin", "Nickolai Bukharin"),
    "chocolates-without-owner": _plain("Gertrude Schildback", "it is believed that they were meant for two"),
    "complaint-1971": Passage(
        {
            "person": _SEDOVA,
            "event": "id,name,date,actors\ncomplaint,Complaint,7 November 1971,sedova\n",
            "work": "id,name,authors,created\nletter,Letter,sedova,7 November 1971\n",
            "quotation": "id,name,speaker,spoken,quoted_in,locator,summary\n"
            "words,On Mao,sedova,7 November 1971,letter,line 384,She denies a descent.\n",
        },
        [
            ("act-after-death", "event/complaint"),
            ("quotation-outside-life", "quotation/words"),
            ("work-outside-life", "work/letter"),
        ],
    ),
    "dates-of-1905": _dated(
        "event",
        'id,name,date\nmanifesto,Manifesto,2nd December 1905\narrest,Arrest,"3rd December, 1905"\n',
        "event/manifesto",
        "event/arrest",
    ),
    "davidovich-davydovich": _named("Lev Davidovich", "Lev Davydovich"),
    "interview-1971": Passage(
        {
            "person": _SEDOVA,
            "event": "id,name,date,participants\ninterview,Interview,7th November 1971,sedova\n",
        },
        [("presence-outside-life", "event/interview")],
    ),
    "may-day-month": _dated("event", "id,name,date\narrest,Arrest of Sedova,May 1905\n", "event/arrest"),
    "monday-7-november": Passage(
        {"event": "id,name,date\ninterview,Interview,Monday 7 November 1971\n"},
        [("weekday-mismatch", "event/interview")],
    ),
    "october-old-style": _dated(
        "event",
        "id,name,date\nletter,Letter of Lenin,24th October 1917\n"
        'congress,Congress of Soviets,"26th October, 1917"\nfeast,Celebration,"November 7, 1927"\n',
        "event/letter",
        "event/congress",
    ),
    "oumansky-death": _plain("Constantine Oumansky", "he was perhaps doomed"),
    "september-1917-date": _dated(
        "event", "id,name,date\nerrand,Errand of Smilga,12th September 1917\n", "event/errand"
    ),
    "sergei-birth-calendar": _dated(
        "person", 'id,name,born\nsergei,Sergei Sedov,"21st March, 1908"\n', "person/sergei"
    ),
    "sergei-execution": _plain("Sergei Sedov", "it is believed that he was executed"),
    "smolny-moved": Passage(
        {
            "event": "id,name,date,after\nscene,Scene at the Smolny,[1917-10-26..1917-10-28],\n"
            "capture,Capture of the palace,1917-10-25,scene\n"
        },
        [("order-contradicted", "event/capture")],
    ),
    "spring-1917-calendar": _dated(
        "event",
        'id,name,date\nduma,Closing of the Duma,"26th February, 1917"\nabdication,Abdication,"1st March, 1917"\n'
        'arrival,Arrival of Stalin,"25th March, 1917"\nreturn,Return of Lenin,"3rd April, 1917"\n',
        "event/duma",
        "event/abdication",
        "event/arrival",
        "event/return",
    ),
}
