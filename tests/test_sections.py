"""What each section asks: an entry as an author writes it, and the cards it becomes, as text.

`Q`/`A` question and answer, `R` the way back, `C` a text with blanks, `M` a choice with its options (`*` the right
one); `extra` and `hides` where a card has them, `!` a problem.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import pytest

from ankigen.model import Asked, Entry, Note, Problem
from ankigen.read import read_note
from ankigen.sections import SECTIONS, ask
from ankigen.sections.cloze import blank, has_blanks
from ankigen.sections.finish import ATTRIBUTIONS
from ankigen.sections.frames import FRAMES, find
from ankigen.sections.spec import COMMON
from ankigen.words import MONTHS

HEAD = """\
title: A title that no front shows
date: 2026-01
topic: International Relations
subject: the North Korea–Russia alliance
source: KCNA
"""


def note_of(yaml: str, head: str = HEAD) -> Note:
    """The note in the text, read as an author's is; no fault but those that its sections find in it."""
    note, problems = read_note((head + textwrap.dedent(yaml)).encode(), "notes/n.yaml")
    assert note
    assert problems == sorted((fault for entry in note.entries for fault in faults_of(entry, note)), key=lambda p: p.place)
    return note


def faults_of(entry: Entry, note: Note) -> list[Problem]:
    return list(SECTIONS[entry.section].check(entry, note))


def told(asked: Asked) -> Iterator[str]:
    if asked.kind == "cloze":
        yield f"C {asked.question}"
    else:
        yield f"{'M' if asked.kind == 'choice' else 'Q'} {asked.question}"
    for option in asked.options:
        yield f"  {'*' if option.text == asked.answer else '-'} {option.text}" + (f" ({option.why})" if option.why else "")
    if asked.kind == "qa":
        yield f"A {asked.answer}"
    if asked.reverse:
        yield f"R {asked.reverse[0]} = {asked.reverse[1]}"
    for name, value in (
        ("why", asked.explanation),
        ("extra", asked.extra),
        ("hides", " ".join(sorted(asked.hides))),
        ("subdeck", asked.subdeck),
    ):
        if value:
            yield f"  {name}: {value}"


def cards(yaml: str, head: str = HEAD) -> str:
    note = note_of(yaml, head)
    lines: list[str] = []
    for entry in note.entries:
        lines += [f"! {fault.name}: {fault.message}" for fault in faults_of(entry, note)]
        lines += [line for asked in ask(entry, note) for line in told(asked)]
    return "\n".join(line for text in lines for line in text.split("\n") if line.strip())


CASES: dict[str, tuple[str, str]] = {
    "key points": (
        r"""
        key_points:
          - GST came into force on {{1 July 2017}} under the {{101st}} Amendment.
          - A sentence without a blank is only shown in the preview.
          - {text: "The braces of $x^{{2}}$ are no blank"}
          - 'Nor are escaped ones: \{{x}}'
          - {text: Kim praised his troops., q: Whom did Kim praise?}
          - {text: "They fought in an {{alien land}}.", q: Complete Kim Jong Un's words., extra: From KCNA.}
        """,
        """
        C GST came into force on {{1 July 2017}} under the {{101st}} Amendment.
        Q Whom did Kim praise?
        A Kim praised his troops.
        C Complete Kim Jong Un's words.
        They fought in an {{alien land}}.
          extra: From KCNA.
        """,
    ),
    "cards, and the way back": (
        """
        cards:
          - {q: Which news agency reported it?, a: KCNA, extra: State-run.}
          - {q: Which country is in the east?, a: Japan, reverse: Where is Japan?, reverse_a: In the east}
          - {q: What is the capital of Mongolia?, a: Ulaanbaatar, reverse: true}
          - {q: Who is the President of Russia?, a: Vladimir Putin, reverse: true}
          - {q: What is the SI unit of force?, a: newton, reverse: true}
          - {q: Which country is in the east?, a: Japan, reverse: false}
        """,
        """
        Q Which news agency reported it?
        A KCNA
          extra: State-run.
        Q Which country is in the east?
        A Japan
        R Where is Japan? = In the east
        Q What is the capital of Mongolia?
        A Ulaanbaatar
        R Ulaanbaatar is the capital of what? = Mongolia
        Q Who is the President of Russia?
        A Vladimir Putin
        R Who is Vladimir Putin? = the President of Russia
        Q What is the SI unit of force?
        A newton
        R Newton is the SI unit of what? = force
        Q Which country is in the east?
        A Japan
        """,
    ),
    "cards, a way back that cannot be": (
        """
        cards:
          - {q: Which country is in the east?, a: Japan, reverse: true}
          - {q: What is the name of the moon?, a: Titan, reverse: true}
          - {q: Which country is in the east?, a: Japan, reverse: Where is Japan?}
          - {q: Which country is in the east?, a: Japan, reverse_a: Japan}
        """,
        """
        ! unclear-reverse: This question cannot be turned round so that it reads well.
        Q Which country is in the east?
        A Japan
        ! unclear-reverse: This question cannot be turned round so that it reads well.
        Q What is the name of the moon?
        A Titan
        ! missing-key: The reverse question has no answer.
        Q Which country is in the east?
        A Japan
        ! missing-key: `reverse_a` answers a question that is not there.
        Q Which country is in the east?
        A Japan
        """,
    ),
    "terms": (
        """
        terms:
          - term: KCNA
            expands: Korean Central News Agency
            means: the state news agency (KCNA) of North Korea
            reverse: true
          - {term: strategic autonomy, means: freedom to choose one's own foreign policy, reverse: true}
          - {term: the ROK, means: South Korea, not: DPRK}
          - {term: repo rate, means: what banks pay the RBI, q: What does “repo rate” mean?, reverse: What do banks pay?}
        """,
        """
        Q What is KCNA?
        A the state news agency (KCNA) of North Korea
        Q What does KCNA stand for?
        A Korean Central News Agency
        Q Which term denotes the state news agency of North Korea?
        A KCNA
        Q What is meant by “strategic autonomy”?
        A freedom to choose one's own foreign policy
        Q Which term means “freedom to choose one's own foreign policy”?
        A strategic autonomy
        Q What is the ROK (not to be confused with the DPRK)?
        A South Korea
        Q With what is the ROK easily confused?
        A DPRK
        Q What does “repo rate” mean?
        A what banks pay the RBI
        Q What do banks pay?
        A repo rate
        """,
    ),
    "people": (
        """
        people:
          - {name: Kim Jong Un, role: Supreme Leader of North Korea}
          - {name: António Guterres, role: Secretary-General of the United Nations, as_of: 2025-12}
          - {name: Larry Page and Sergey Brin, role: founders of Google}
          - {name: Kalpana Chawla, role: India's first woman in space, q: Which woman of Indian origin first flew in space?}
        """,
        """
        Q Who is the Supreme Leader of North Korea?
        A Kim Jong Un
        Q Who is Kim Jong Un?
        A Supreme Leader of North Korea
        Q As of December 2025, who is the Secretary-General of the United Nations?
        A António Guterres
        Q As of December 2025, what role does António Guterres hold?
        A Secretary-General of the United Nations
        Q Who are the founders of Google?
        A Larry Page and Sergey Brin
        Q Who are Larry Page and Sergey Brin?
        A founders of Google
        Q Which woman of Indian origin first flew in space?
        A Kalpana Chawla
        Q Who is Kalpana Chawla?
        A India's first woman in space
        """,
    ),
    "organisations": (
        """
        organisations:
          - {name: ISRO, is: India's space agency, expands: Indian Space Research Organisation, hq: Bengaluru, founded: 1969-08-15}
          - {name: Reserve Bank of India, is: the central bank of India, head: Sanjay Malhotra, founded: 1935-04}
          - {name: UN, is: a world body, founded: 1945, members: "193"}
          - {name: Hanseatic League, is: a league of towns, founded: in the 12th century}
          - {name: the Quad, is: a group of four, members: [Australia, India, Japan, United States]}
        """,
        """
        Q What is ISRO?
        A India's space agency
        Q What does ISRO stand for?
        A Indian Space Research Organisation
        Q Where is ISRO headquartered?
        A Bengaluru
        Q On which date was ISRO founded?
        A 15 August 1969
        Q What is the Reserve Bank of India?
        A the central bank of India
        Q Who heads the Reserve Bank of India?
        A Sanjay Malhotra
        Q In which month and year was the Reserve Bank of India founded?
        A April 1935
        Q What is the UN?
        A a world body
        Q In which year was the UN founded?
        A 1945
        Q How many members does the UN have?
        A 193
        Q What is the Hanseatic League?
        A a league of towns
        Q When was the Hanseatic League founded?
        A in the 12th century
        Q What is the Quad?
        A a group of four
        C Members of the Quad:
        - {{Australia}}
        - {{India}}
        - {{Japan}}
        - {{United States}}
        """,
    ),
    "timeline, at the precision written": (
        """
        timeline:
          - {date: 2017-07-01, event: GST came into force}
          - {date: 2022-02, event: Russia launched its full-scale war in Ukraine.}
          - {date: 1950, event: The Korean War began}
          - {date: 2023-07-14, event: Launch of Chandrayaan-3}
          - {date: 1757, event: Battle of Plassey}
          - {date: 2023, event: India signed and ratified the treaty}
          - {date: 2019-08, event: ISRO launches a probe}
          - {date: 1919, event: Treaty of Versailles}
          - {date: 2024-06, event: Signing of the pact, q: When did Russia and North Korea sign their pact?}
        """,
        """
        Q On which date did GST come into force?
        A 1 July 2017
        Q In which month and year did Russia launch its full-scale war in Ukraine?
        A February 2022
        Q In which year did the Korean War begin?
        A 1950
        Q On which date did the launch of Chandrayaan-3 take place?
        A 14 July 2023
        Q In which year did the Battle of Plassey take place?
        A 1757
        Q India signed and ratified the treaty: in which year?
        A 2023
        Q ISRO launches a probe: in which month and year?
        A August 2019
        Q Treaty of Versailles: in which year?
        A 1919
        Q When did Russia and North Korea sign their pact?
        A June 2024
        """,
    ),
    "quotes": (
        """
        quotes:
          - text: “alien land”
            speaker: Kim Jong Un
            occasion: in a New Year 2026 message
            means: the front against Ukraine
            kind: analysis
          - {text: Swaraj is my birthright!, speaker: B. G. Tilak, about: self-rule}
          - {text: '"Do or die."', speaker: M. K. Gandhi, occasion: Gandhi's speech of 8 August 1942, about: freedom}
        """,
        """
        Q Who said “alien land” in a New Year 2026 message?
        A Kim Jong Un
        Q Per analysts, what did Kim Jong Un mean by “alien land” in a New Year 2026 message?
        A the front against Ukraine
        Q Who said “Swaraj is my birthright!”?
        A B. G. Tilak
        Q To what do B. G. Tilak’s words “Swaraj is my birthright!” refer?
        A self-rule
        Q Who said “Do or die”?
        A M. K. Gandhi
        Q To what do M. K. Gandhi’s words “Do or die” (Gandhi's speech of 8 August 1942) refer?
        A freedom
        """,
    ),
    "numbers": (
        """
        numbers:
          - {what: India's population, value: 1.43 billion, as_of: 2023}
          - {what: members of the United Nations, value: 193}
          - {what: Rajya Sabha seats, value: 245}
          - {what: troops sent to Kursk, value: "11,000", hedge: about}
          - {what: crude oil imports, value: US$ 120 billion, as_of: 2024-25}
          - {what: height of Mount Everest, value: "8,848.86 m", as_of: 2020-12-08}
        """,
        """
        Q As of 2023, what is India's population?
        A 1.43 billion
        Q How many members of the United Nations are there?
        A 193
        Q What is the number of Rajya Sabha seats?
        A 245
        Q What is the number of troops sent to Kursk?
        A about 11,000
        Q As of 2024-25, what is the figure for crude oil imports?
        A US$ 120 billion
        Q As of 8 December 2020, what is the height of Mount Everest?
        A 8,848.86 m
        """,
    ),
    "laws": (
        """
        laws:
          - instrument: Constitution of India
            provision: Article 51
            subject: Promotion of international peace and security
            part: Part IV (Directive Principles of State Policy)
            enforceable: no
            not: Article 51 of the UN Charter
            clauses:
              - promote {{international peace and security}}
              - maintain just and honourable relations
              - "(d) encourage settlement by {{arbitration}}"
          - {instrument: UN Charter, provision: Article 51, subject: Right to self-defence,
             q: What does Article 51 of the UN Charter recognise?, enforceable: by the Security Council}
          - {instrument: Constitution of India, provision: Articles 36–51, subject: Directive Principles}
          - {instrument: Constitution of India, provision: Seventh Schedule, subject: division of powers}
          - {instrument: India's Constitution, provision: Preamble, subject: its ideals}
        """,
        """
        Q What is the subject of Article 51 of the Constitution of India (not to be confused with Article 51 of the UN Charter)?
        A Promotion of international peace and security
        Q Which Article of the Constitution of India deals with promotion of international peace and security?
        A Article 51
        Q In which Part of the Constitution of India does Article 51 stand?
        A Part IV (Directive Principles of State Policy)
        Q How far is Article 51 of the Constitution of India enforceable in court?
        A Not enforceable in court
        Q With what is Article 51 of the Constitution of India easily confused?
        A Article 51 of the UN Charter
        C **Article 51, Constitution of India**
        (a) promote {{international peace and security}}
        (b) {{maintain just and honourable relations}}
        (d) encourage settlement by {{arbitration}}
        Q What does Article 51 of the UN Charter recognise?
        A Right to self-defence
        Q Which Article of the UN Charter deals with right to self-defence?
        A Article 51
        Q How far is Article 51 of the UN Charter enforceable in court?
        A by the Security Council
        Q What is the subject of Articles 36–51 of the Constitution of India?
        A Directive Principles
        Q Which Articles of the Constitution of India deal with Directive Principles?
        A Articles 36–51
        Q What is the subject of the Seventh Schedule of the Constitution of India?
        A division of powers
        Q Which Schedule of the Constitution of India deals with division of powers?
        A Seventh Schedule
        Q What is the subject of the Preamble of India's Constitution?
        A its ideals
        Q Which Preamble of India's Constitution deals with its ideals?
        A Preamble
        """,
    ),
    "stakeholders": (
        """
        stakeholders:
          - name: North Korea
            wants: [missile technology, economic aid]
            gains: a shield against sanctions
          - {name: US and its allies, fears: loss of stability, does: warn against arms transfers}
          - {name: Farmers, hedge: Reportedly, wants: higher prices}
          - {name: Nobody in particular}
          - {name: India, wants: [peace, peace]}
        """,
        """
        Q What else does North Korea want from the North Korea–Russia alliance?
        - economic aid
        A missile technology
        Q What else does North Korea want from the North Korea–Russia alliance?
        - missile technology
        A economic aid
        Q What does North Korea gain from the North Korea–Russia alliance?
        A a shield against sanctions
        Q What do the US and its allies fear from the North Korea–Russia alliance?
        A loss of stability
        Q What do the US and its allies do with regard to the North Korea–Russia alliance?
        A warn against arms transfers
        Q What do farmers reportedly want from the North Korea–Russia alliance?
        A higher prices
        ! missing-key: Nothing is told of this stakeholder.
        ! repeated-item: “peace” stands twice in `wants`.
        Q What does India want from the North Korea–Russia alliance?
        A peace
        """,
    ),
    "effects": (
        """
        effects:
          - {cause: The RBI raised the repo rate, effect: Loans became costlier, on: borrowers}
          - {cause: a rise in the repo rate, effect: loss of jobs}
          - {cause: Nobody objects, effect: The panel's mandate lapsed, on: The UN}
          - {cause: Transfers of arms, effect: The sanctions regime loses credibility, kind: analysis}
        """,
        """
        Q Why did loans become costlier?
        A The RBI raised the repo rate
        Q With what effect on borrowers did the RBI raise the repo rate?
        A Loans became costlier
        Q What is the cause of the loss of jobs?
        A a rise in the repo rate
        Q What is the effect of a rise in the repo rate?
        A loss of jobs
        Q The panel's mandate lapsed: why?
        A Nobody objects
        Q Nobody objects: with what effect on the UN?
        A The panel's mandate lapsed
        Q Per analysts, why does the sanctions regime lose credibility?
        A Transfers of arms
        Q Per analysts, what is the effect of the transfers of arms?
        A The sanctions regime loses credibility
        """,
    ),
    "comparisons": (
        """
        comparisons:
          - items: [Lok Sabha, Rajya Sabha]
            rows:
              Term of a member: [5 years, 6 years]
              presiding officer: [Speaker, Vice-President of India]
              language: [Hindi, Hindi]
              Dissolved: [every five years, never]
              "Who elects it?": [the people, the State legislatures]
          - {items: [RBI], rows: {head: [Governor, Chair]}}
        """,
        """
        Q What is the term of a member for Lok Sabha (not to be confused with Rajya Sabha)?
        A 5 years
        Q What is the term of a member for Rajya Sabha (not to be confused with Lok Sabha)?
        A 6 years
        Q Who is the presiding officer of Lok Sabha (not to be confused with Rajya Sabha)?
        A Speaker
        Q Who is the presiding officer of Rajya Sabha (not to be confused with Lok Sabha)?
        A Vice-President of India
        Q What is the language of Lok Sabha?
        A Hindi
        Q What is the language of Rajya Sabha?
        A Hindi
        Q What applies to Lok Sabha under “Dissolved” (not to be confused with Rajya Sabha)?
        A every five years
        Q What applies to Rajya Sabha under “Dissolved” (not to be confused with Lok Sabha)?
        A never
        Q Lok Sabha (not to be confused with Rajya Sabha): who elects it?
        A the people
        Q Rajya Sabha (not to be confused with Lok Sabha): who elects it?
        A the State legislatures
        ! too-few: A comparison needs two items or more.
        ! uneven-row: The row “head” has 2 values for 1 items.
        Q Who is the head of the RBI?
        A Governor
        """,
    ),
    "places": (
        """
        places:
          - {name: Strait of Hormuz, where: between Iran and Oman, why: Iran closed it to tankers}
          - {name: Kuril Islands, where: in the Pacific}
          - {name: Kursk}
        """,
        """
        Q Where is the Strait of Hormuz?
        A between Iran and Oman
        Q Why was the Strait of Hormuz in the news in January 2026?
        A Iran closed it to tankers
        Q Where are the Kuril Islands?
        A in the Pacific
        ! missing-key: Nothing is told of this place.
        """,
    ),
    "lists": (
        r"""
        lists:
          - {title: Permanent members of the UN Security Council, items: [China, France]}
          - {title: "Stages of a bill:", ordered: true, items: [First reading, "has its {{own}} blank"]}
          - {title: Traps, q: Which traps does Anki set?, items: ["std::vector", "$\\frac{a}{b_{c}}$", "a }} b"]}
          - {title: Single, items: [one]}
        """,
        """
        C Permanent members of the UN Security Council:
        - {{China}}
        - {{France}}
        C Stages of a bill:
        1. {{First reading}}
        2. has its {{own}} blank
        C Which traps does Anki set?
        - {{std:\u2060:vector}}
        - {{$\\frac{a}{b_{c} }$}}
        - {{a }\u2060} b}}
        ! too-few: A list needs two items or more.
        C Single:
        - {{one}}
        """,
    ),
    "mcqs": (
        """
        mcqs:
          - q: Which agency reported it?
            options: [{text: Yonhap, why: It is South Korean.}, KCNA, TASS]
            answer: KCNA
            why: It is state-run.
            exam: UPSC Prelims
            year: 2026
            extra: Read by all.
          - {q: "Consider these statements on Article 51: Which are correct?", statements: [It is a DPSP., It is enforceable.],
             options: [1 only, 2 only, 1 and 2], answer: 1 only}
          - {q: Which of the above are correct?, statements: [One., Two.], options: [1 only, 2 only], answer: 1 only}
          - {q: Which are correct?, statements: [One., Two.], options: [1 only, 2 only], answer: 1 only}
        """,
        """
        M Which agency reported it?
          - Yonhap (It is South Korean.)
          * KCNA
          - TASS
          why: It is state-run.
          extra: Asked in UPSC Prelims 2026.
        Read by all.
        M Consider these statements on Article 51:
        1. It is a DPSP.
        2. It is enforceable.
        Which are correct?
          * 1 only
          - 2 only
          - 1 and 2
        M 1. One.
        2. Two.
        Which of the above are correct?
          * 1 only
          - 2 only
        M Which are correct?
        1. One.
        2. Two.
          * 1 only
          - 2 only
        """,
    ),
    "mains": (
        """
        mains:
          - {q: What are North Korea's aims?, marks: 10, words: 150, outline: [Background, Aims]}
          - {q: Examine the alliance., outline: [Background]}
        """,
        """
        Q What are North Korea's aims? (10 marks, 150 words) – recall the outline.
        A 1. Background
        2. Aims
          subdeck: Mains
        Q Examine the alliance. – recall the outline.
        A 1. Background
          subdeck: Mains
        """,
    ),
    "kind and hedge: who says so": (
        """
        cards:
          - {q: Which two members may align?, a: China and Russia, kind: forecast}
          - {q: Whose interests do the allies see threatened?, a: Their own, kind: analysis}
          - {q: Which country sent troops?, a: North Korea, kind: claim}
          - {q: Which country sent troops?, a: North Korea, hedge: reportedly}
          - {q: Which country reportedly sent troops?, a: North Korea, hedge: reportedly}
          - {q: Which country sent troops?, a: North Korea, hedge: according to KCNA, kind: claim}
          - {q: Which country sent troops?, a: North Korea, hedge: alleged}
          - {q: Which agency said so?, a: KCNA, kind: fact}
          - {q: What is the per capita income?, a: US$ 3, kind: forecast}
          - {q: Who is the leader of it?, a: Kim, kind: claim, reverse: Who is Kim?, reverse_a: the leader}
        key_points:
          - {text: "Russia turned to {{North Korea}} for shells.", hedge: reportedly}
          - {text: "The alliance could {{embolden}} Pyongyang.", kind: forecast}
        lists:
          - {title: Aims of North Korea, kind: analysis, items: [aid, technology]}
        timeline:
          - {date: 2024-10, event: North Korea sent troops to Russia, hedge: reportedly}
        people:
          - {name: Kim Jong Un, role: leader, hedge: reportedly}
        """,
        """
        Q Per analysts, which two members may align?
        A China and Russia
        Q Whose interests do the allies see threatened?
        A Their own
        Q By one account, which country sent troops?
        A North Korea
        Q Which country sent troops, reportedly?
        A North Korea
        Q Which country reportedly sent troops?
        A North Korea
        Q According to KCNA, which country sent troops?
        A North Korea
        Q Which country sent troops (alleged)?
        A North Korea
        Q Which agency said so?
        A KCNA
        Q Per analysts, what is the per capita income?
        A US$ 3
        Q By one account, who is the leader of it?
        A Kim
        R By one account, who is Kim? = the leader
        C Reportedly, Russia turned to {{North Korea}} for shells.
        C Per analysts, the alliance could {{embolden}} Pyongyang.
        C Aims of North Korea (per analysts):
        - {{aid}}
        - {{technology}}
        Q In which month and year did North Korea send troops to Russia, reportedly?
        A October 2024
        Q Who is reportedly the leader?
        A Kim Jong Un
        Q Who is reportedly Kim Jong Un?
        A leader
        """,
    ),
    "card: false": (
        """
        terms:
          - {term: KCNA, means: an agency, expands: Korean Central News Agency, card: false, why: Too well known.}
          - {term: TASS, means: an agency, card: true}
        """,
        """
        Q What is TASS?
        A an agency
        """,
    ),
    "what the context line gives away": (
        """
        timeline:
          - {date: 2026-01-01, event: Kim Jong Un praised his troops}
          - {date: 2025-01, event: Bulgaria joined the Schengen area}
        cards:
          - {q: In which month is New Year?, a: January}
          - {q: Which subject is this?, a: international relations}
          - {q: What is it?, a: The 20265th}
          - {q: Which year is it?, a: The present one, reverse: Which year is present?, reverse_a: "2026"}
        key_points:
          - It was {{1 January 2026::when?}} when 2026 began.
          - It was {{dawn}} when 2026 began.
        """,
        """
        Q On which date did Kim Jong Un praise his troops?
        A 1 January 2026
          hides: date
        Q In which month and year did Bulgaria join the Schengen area?
        A January 2025
          hides: date
        Q In which month is New Year?
        A January
          hides: date
        Q Which subject is this?
        A international relations
          hides: topic
        Q What is it?
        A The 20265th
        Q Which year is it?
        A The present one
        R Which year is present? = 2026
          hides: date
        C It was {{1 January 2026::when?}} when 2026 began.
          hides: date
        C It was {{dawn}} when 2026 began.
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_section_asks(case: str) -> None:
    yaml, expected = CASES[case]
    assert cards(yaml) == textwrap.dedent(expected).strip()


def test_without_a_subject_or_a_date_only_the_entry_is_asked_about() -> None:
    head = "title: T\n"
    assert cards("stakeholders: [{name: Iran, wants: an end of sanctions}]", head) == ("Q What does Iran want?\nA an end of sanctions")
    assert cards("places: [{name: Kursk, why: Fighting}]", head) == "Q Why is Kursk in the news?\nA Fighting"


def test_a_hindi_note_is_asked_in_hindi() -> None:
    head = "title: वस्तु एवं सेवा कर\nlang: hi\ndate: 2017-07\nsubject: जीएसटी\n"
    yaml = """
    terms:
      - {term: जीएसटी, means: एक अप्रत्यक्ष कर, expands: वस्तु एवं सेवा कर, reverse: true}
    timeline:
      - {date: 2017-07-01, event: जीएसटी लागू हुआ}
    laws:
      - {instrument: भारत का संविधान, provision: अनुच्छेद 279A, subject: जीएसटी परिषद, enforceable: no}
    stakeholders:
      - {name: राज्य, fears: राजस्व की हानि, kind: analysis}
    numbers:
      - {what: जीएसटी परिषद की बैठकें, value: 55, as_of: 2024-12}
    """
    assert (
        cards(yaml, head)
        == textwrap.dedent(
            """
        Q जीएसटी का क्या अर्थ है?
        A एक अप्रत्यक्ष कर
        Q जीएसटी का पूरा रूप क्या है?
        A वस्तु एवं सेवा कर
        Q “एक अप्रत्यक्ष कर” – यह किस पद का अर्थ है?
        A जीएसटी
        Q जीएसटी लागू हुआ – किस तारीख़ को?
        A 1 जुलाई 2017
          hides: date
        Q अनुच्छेद 279A, भारत का संविधान – विषय क्या है?
        A जीएसटी परिषद
        Q भारत का संविधान: “जीएसटी परिषद” किस प्रावधान का विषय है?
        A अनुच्छेद 279A
        Q अनुच्छेद 279A, भारत का संविधान – न्यायालय में प्रवर्तनीयता क्या है?
        A न्यायालय द्वारा प्रवर्तनीय नहीं
        Q विश्लेषकों के अनुसार, जीएसटी: राज्य – क्या आशंका है?
        A राजस्व की हानि
        Q दिसंबर 2024 की स्थिति: जीएसटी परिषद की बैठकें – आँकड़ा क्या है?
        A 55
        """
        ).strip()
    )


def test_a_language_without_frames_is_asked_in_signs() -> None:
    yaml = """
    terms: [{term: OTAN, means: une alliance, expands: Organisation du traité de l’Atlantique nord}]
    timeline: [{date: 1949-04, event: signature du traité}]
    organisations: [{name: OTAN, is: une alliance, hq: Bruxelles}]
    """
    assert cards(yaml, "title: T\nlang: fr\n") == (
        "Q OTAN = ?\nA une alliance\nQ OTAN = … ?\nA Organisation du traité de l’Atlantique nord\n"
        "Q signature du traité = ? (YYYY-MM)\nA 1949-04\nQ OTAN = ?\nA une alliance\nQ OTAN · hq = ?\nA Bruxelles"
    ).replace("Q signature", "Q Signature")


# --- the table


def test_the_table_is_in_the_order_of_the_format() -> None:
    assert (
        list(SECTIONS)
        == (
            "key_points cards terms people organisations timeline quotes numbers laws stakeholders effects comparisons "
            "places lists mcqs mains"
        ).split()
    )
    assert all(section.name == name for name, section in SECTIONS.items())


@pytest.mark.parametrize("name", SECTIONS)
def test_an_example_teaches_its_section(name: str) -> None:
    section = SECTIONS[name]
    note = note_of(section.example)
    assert {entry.section for entry in note.entries} == {name}
    assert not [fault for entry in note.entries for fault in section.check(entry, note)]
    asked = [list(ask(entry, note)) for entry in note.entries]
    assert any(asked)
    shown = {key for entry in note.entries for key in entry.values}
    assert {key.name for key in section.keys if key.required} <= shown


@pytest.mark.parametrize("name", SECTIONS)
def test_a_role_names_one_card_of_an_entry(name: str) -> None:
    note = note_of(SECTIONS[name].example)
    for entry in note.entries:
        roles = [asked.role for asked in ask(entry, note)]
        assert len(roles) == len(set(roles))


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_keys_are_told_in_a_sentence(section: object) -> None:
    assert isinstance(section, type(SECTIONS["terms"]))
    common = {key.name for key in COMMON}
    for key in section.keys:
        assert key.doc.endswith(".") and not key.doc[0].islower(), key
        assert key.name not in common or key.name in {"q", "why"}


def test_inserting_an_item_changes_no_other_role() -> None:
    before = "stakeholders: [{name: Iran, wants: [a, b]}]"
    after = "stakeholders: [{name: Iran, wants: [new, a, b]}]"
    roles = [{asked.role for entry in note_of(yaml).entries for asked in ask(entry, note_of(yaml))} for yaml in (before, after)]
    assert roles[1] - roles[0] == {"wants:new"} and roles[0] < roles[1]


def test_what_a_card_says_is_the_author_s_words() -> None:
    yaml = """
    terms: [{term: KCNA, means: an agency, expands: Korean Central News Agency, q: Which agency is it?}]
    timeline: [{date: 2022-02, event: the war began}]
    laws: [{instrument: UN Charter, provision: Article 51, subject: self-defence}]
    cards: [{q: Who?, a: Kim, kind: claim}]
    """
    note = note_of(yaml)
    assert [asked.says for entry in note.entries for asked in ask(entry, note)] == [
        ("KCNA", "an agency"),
        ("KCNA", "Korean Central News Agency"),
        ("the war began", "2022-02"),
        ("Article 51, UN Charter", "self-defence"),
        ("UN Charter: self-defence", "Article 51"),
        ("Who?", "Kim"),
    ]


def test_every_language_fills_every_frame() -> None:
    keys = {key for table in FRAMES.values() for key in table}
    for lang, table in FRAMES.items():
        for key in keys - {"cards.of", "cards.who", "comparisons.of", "comparisons.other", "comparisons.plain"}:
            assert find(table, key), (lang, key)
    assert FRAMES.keys() - {""} == MONTHS.keys() == ATTRIBUTIONS.keys()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "{{plain}}"),
        ("a {{b}} c", "a {{b}} c"),
        ("costs $5 or $6", "{{costs $5 or $6}}"),
        ("$5 and {{x}} $6", "$5 and {{x}} $6"),
        ("$x_{a_{b}}$", "{{$x_{a_{b} }$}}"),
        ("ends in }", "{{ends in } }}"),
        ("$a::b$ and c::d", "{{$a:{}:b$ and c:\u2060:d}}"),
    ],
)
def test_a_text_becomes_one_blank(text: str, shown: str) -> None:
    assert blank(text) == shown
    assert has_blanks(shown)
