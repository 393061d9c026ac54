"""Rules about history: lives, families, order in time, calendars, names and claims that cannot all be true."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = [
    "CALENDAR_UNSETTLED",
    "DURATION_MISMATCH",
    "HEDGE_OVERLOOKED",
    "HISTORY_RULES",
    "MIXED_CALENDARS",
    "ORDER_LOOP",
    "POST_HELD_TWICE",
    "SAME_NAME",
    "SELF_REFERENCE",
    "SEVERAL_ENTRIES",
    "SIMILAR_NAME",
    "YEARS_IN_TEXT",
]

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_DATES = "Look both dates up in the sources; if sources disagree, keep one date and record the other as a claim."

_LIVES = (
    Rule(
        "act-after-death",
        _ERROR,
        "an act after the death of who did it",
        "Nobody acts, signs or gives birth after death: one of the two dates is wrong, or somebody else is meant.",
        _DATES,
    ),
    Rule(
        "act-before-birth",
        _ERROR,
        "an act before the birth of who did it",
        "Nobody acts before birth: one of the two dates is wrong, or an older namesake is meant.",
        _DATES,
    ),
    Rule(
        "presence-outside-life",
        _WARNING,
        "somebody who took part in an event before birth or after death",
        "A participant is a person who was there, or suffered what happened. Burials, prizes and rehabilitations "
        "after death are about a person, who does not take part in them.",
        "Correct the date, or move the person from 'participants' to 'about'.",
    ),
    Rule(
        "membership-outside-life",
        _ERROR,
        "a membership or post outside the life of its holder",
        "Nobody joins before birth or holds a post that begins after death.",
        _DATES,
    ),
    Rule(
        "quotation-outside-life",
        _ERROR,
        "words dated outside the life of who said them",
        "Nobody speaks before birth or after death; words printed later keep the date at which they were said.",
        "Put the date of the words into 'spoken', and the date of the print into 'published' of the work.",
    ),
    Rule(
        "claim-outside-life",
        _ERROR,
        "a claim dated outside the life of who makes it",
        "Nobody claims anything before birth or after death; who repeats a dead person's claim reports it.",
        "Date the claim by its maker, and name those who pass it on in 'reported_by' and 'reported_in'.",
    ),
    Rule(
        "work-outside-life",
        _WARNING,
        "a work or object made outside the life of its maker",
        "A cast or print made after its artist's death was made by somebody else; other works have a wrong date or "
        "the wrong maker.",
        "Correct the date or the maker; for a posthumous cast, waive the finding with that reason.",
    ),
    Rule(
        "publication-outside-life",
        _WARNING,
        "a publication outside the life of its publisher",
        "A person publishes in life only; a firm that keeps its founder's name is a group.",
        "Correct the date, or make the publisher a group.",
    ),
    Rule(
        "death-before-birth",
        _ERROR,
        "a death before the birth",
        "Nobody dies before birth: the two dates are swapped, one is wrong, or two persons were taken for one.",
        _DATES,
    ),
    Rule(
        "long-life",
        _WARNING,
        "a life of more than 115 years",
        "Very few people have lived so long: most often a digit is wrong, two persons were taken for one, or the "
        "record is that of a firm.",
        "Check both years; make a firm or a society a group.",
        "1797, 1936",
    ),
)
_FAMILIES = (
    Rule(
        "parent-younger-than-child",
        _ERROR,
        "a parent born after the child",
        "The two dates, or the two persons, are swapped.",
        _DATES,
    ),
    Rule(
        "parent-age",
        _WARNING,
        "a parent of an unlikely age at the birth of the child",
        "Mothers are 12 to 55 years old at a birth, fathers 12 to 90; of 'parents' only the lower limit is checked, as "
        "they may have adopted the child.",
        "Check the years; a grandmother is often taken for the mother of the same name.",
    ),
    Rule(
        "own-ancestor",
        _ERROR,
        "a person among their own ancestors",
        "A circle of parents has no first member: one of its links is the wrong way round.",
        "Follow the parents from record to record and correct the link that is reversed.",
    ),
    Rule(
        "parent-without-child",
        _ERROR,
        "a parent who does not name the child",
        "The tables are completed in both directions by the tool itself, so this concerns RDF from elsewhere, or an "
        "own profile that leaves one direction out.",
        "Add the missing direction to the profile or to the RDF.",
    ),
    Rule(
        "spouse-not-mutual",
        _ERROR,
        "a husband or wife who does not name the other",
        "The tables are completed in both directions by the tool itself, so this concerns RDF from elsewhere, or an "
        "own profile that leaves one direction out.",
        "Add the missing direction to the profile or to the RDF.",
    ),
    Rule(
        "marriage-too-young",
        _WARNING,
        "a couple formed when one of the two was a child of less than 12 years",
        "Such a marriage would be a rare and remarkable fact; a wrong date or a namesake is more likely.",
        _DATES,
    ),
)
ORDER_LOOP = Rule(
    "order-loop",
    _ERROR,
    "an event that comes after itself",
    "Each event of the circle is said to come after the next, so none of them can be first.",
    "Correct the column 'after' of one of the events named.",
)
DURATION_MISMATCH = Rule(
    "duration-mismatch",
    _WARNING,
    "a duration that does not fit the dates",
    "The time between the two dates is longer or shorter than the duration for every reading of both.",
    "Count again; sources count first and last day, or round: write a range such as P5M/P7M.",
    "1905-10-13/1905-12-03 with P6M",
)
YEARS_IN_TEXT = Rule(
    "years-in-text",
    _WARNING,
    "years of life in a text that are not those of the dates",
    "The description gives other years of birth or death than the date columns do; one of them is wrong.",
    "Correct the one that is wrong; if sources disagree, record the other as a claim.",
    "'American, 1930-1992' with a death in 1996",
)
_ORDER = (
    Rule(
        "order-contradicted",
        _ERROR,
        "events whose dates contradict their order",
        "The record says that one event came after the other had ended, the dates say the opposite.",
        "Correct one of the dates, or the column 'after'.",
    ),
    ORDER_LOOP,
    Rule(
        "reply-before-question",
        _ERROR,
        "a reply dated before what it replies to",
        "Nobody answers a letter before it is written; letters that cross are no replies. Mind letters dated in two "
        "calendars.",
        "Correct one of the dates or calendars, or the column 'reply_to'.",
    ),
    Rule(
        "presence-before-arrival",
        _WARNING,
        "somebody at a place before the move there",
        "The person is present at the place before the first move there on record; births there are allowed for.",
        "Correct a date, or record the earlier journey or stay as an event of its own.",
    ),
    Rule(
        "part-outside-whole",
        _WARNING,
        "an event outside the time of the larger event it belongs to",
        "A session lies within its congress, a battle within its war.",
        "Correct one of the dates, or the column 'part_of'.",
    ),
    Rule(
        "published-before-written",
        _WARNING,
        "a work published before it was written",
        "One of the dates is wrong, or belongs to another edition.",
        "Correct one of the dates, or make the edition a work of its own.",
    ),
    Rule(
        "group-outside-its-years",
        _WARNING,
        "a group that acts before it was founded or after it was dissolved",
        "Offices change their names: a source may call an office by an older or later one.",
        "Refer to the office of that time, or correct a date.",
        "an arrest by the NKVD in 1923",
    ),
    Rule(
        "dissolved-before-founded",
        _ERROR,
        "a group dissolved before it was founded",
        "The two dates are swapped, or one is wrong.",
        _DATES,
    ),
    DURATION_MISMATCH,
    YEARS_IN_TEXT,
)
CALENDAR_UNSETTLED = Rule(
    "calendar-unsettled",
    _WARNING,
    "a day in Russia before 14 February 1918 without a calendar",
    "Russia counted days by the Julian calendar until then, 10 to 13 days behind the Gregorian one; without a word "
    "from the curator the day was read as Gregorian.",
    "State julian, gregorian or unknown in the '.calendar' column, or for all dates in [dataset] calendar.",
    "1917-10-25 in Petrograd",
)
MIXED_CALENDARS = Rule(
    "mixed-calendars",
    _WARNING,
    "days of one sequence in two calendars",
    "Events of one larger event are dated partly in the Julian calendar, partly in the Gregorian or in one that is not "
    "known, so days 13 apart may be the same.",
    "Check the calendar of each date named.",
)
_CALENDARS = (CALENDAR_UNSETTLED, MIXED_CALENDARS)
HEDGE_OVERLOOKED = Rule(
    "hedge-overlooked",
    _WARNING,
    "a claim with a hedge that is given as certain",
    "The source hedges ('it is believed', 'perhaps'), but the claim is marked as stated or certain.",
    "Lower the certainty to probable, possible or conjecture, or correct the hedge.",
    "hedge 'it is believed' with certainty 'stated'",
)
SAME_NAME = Rule(
    "same-name",
    _WARNING,
    "two records with one full name and nothing that tells them apart",
    "They may be one person or place with two records, or namesakes. A forename alone is never compared.",
    "Merge the two records, or tell them apart by a date or a Wikidata item.",
)
SEVERAL_ENTRIES = Rule(
    "several-entries",
    _WARNING,
    "a record that is the same as two entries of one authority",
    "An authority has one entry for one thing: one of the links is wrong, or its entries are doubles.",
    "Keep the link that is right; of doubles, the one that the authority keeps.",
    "wikidata Q1, same_as http://www.wikidata.org/entity/Q2",
)
SELF_REFERENCE = Rule(
    "self-reference",
    _WARNING,
    "a record that refers to itself",
    "Nobody is married to themselves, and nothing is a part or a translation of itself; most often a row was copied.",
    "Write the id of the other record.",
    "spouses: lev, in the row of lev",
)
SIMILAR_NAME = Rule(
    "similar-name",
    _INFO,
    "two records whose full names differ in one letter or in transliteration only",
    "They may be one person or place, spelt in two ways. Nothing is ever merged by the tool.",
    "Merge the two records, or tell them apart by a date or a Wikidata item.",
    "Leonid Nikolayev, Leonid Nikolaiev",
)
POST_HELD_TWICE = Rule(
    "post-held-twice",
    _WARNING,
    "one post with two holders at one time",
    "A minister, head or chairman has the post alone; two holders at one time mean a wrong date, a change of hands "
    "or two sources that disagree.",
    "Correct the dates of the memberships, or keep one as a fact and the other as a claim.",
)
_IDENTITY = (
    Rule(
        "shared-item",
        _ERROR,
        "one Wikidata item on two records",
        "One item stands for one person, group or place: two records are one, or one of the links is wrong.",
        "Merge the two records, or correct the link of one of them.",
    ),
    SAME_NAME,
    SIMILAR_NAME,
    POST_HELD_TWICE,
    SELF_REFERENCE,
    SEVERAL_ENTRIES,
)
_CLAIMS = (
    Rule(
        "conjecture-asserted",
        _ERROR,
        "a conjecture that stands on the record as a fact",
        "What a claim gives as possible, conjectured or denied is stated on the record without any doubt.",
        "Take the value off the record, or raise the certainty of the claim.",
    ),
    Rule(
        "self-contradiction",
        _WARNING,
        "two claims of one person in one work that contradict each other",
        "One author says two things that cannot both be true; most often a pronoun, a negation or a quotation was "
        "misread.",
        "Read the passages again; date the claims if the author changed their mind.",
    ),
    HEDGE_OVERLOOKED,
)
_CONSISTENCY = (
    Rule(
        "date-not-of-event",
        _ERROR,
        "a date of birth or death that is not that of the event",
        "The short date says more, or something other, than the dated birth or death does. It concerns own profiles "
        "and RDF from elsewhere.",
        "Derive both from one field.",
    ),
    Rule(
        "role-without-act",
        _ERROR,
        "a role in an event without taking part in it",
        "Who has a role in an event carries it out. It concerns own profiles and RDF from elsewhere.",
        "Add the person to those who carried the event out.",
    ),
)
HISTORY_RULES = (*_LIVES, *_FAMILIES, *_ORDER, *_CALENDARS, *_IDENTITY, *_CLAIMS, *_CONSISTENCY)
