"""THE TABLE of layouts, and the table of headings they share.

A layout is known by its marks: headings and shapes of lines that stand in it.  What a heading says of the text below it
is the same in every layout; a profile only tells which headings make sense together, and how its title is found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ankigen.draft.model import Line, Role


def _rows(*rows: tuple[str, Role]) -> tuple[tuple[re.Pattern[str], Role], ...]:
    return tuple((re.compile(pattern, re.I), role) for pattern, role in rows)


HEADINGS = _rows(
    # the whole heading, folded (see `fold`), and what stands below it
    (r"relevant for (?:the )?(?:exams?|upsc).*|exam relevance|relevance(?: for exams?)?|exams? covered|"
     r"syllabus.*|useful for|important for", "exams"),
    (r"summary|in brief|in short|at a glance|overview|synopsis|gist|abstract|(?:why )?in (?:the )?news|why "
     r"(?:is (?:it|this) )?in (?:the )?news|"
     r"news in brief|context|the context|what(?:'s| is) the news|news|introduction|what happened", "summary"),
    (r"key (?:points?|facts?|takeaways?|highlights?|features?|findings?)(?: of .*| about .*| for .*)?|"
     r"(?:important|quick|fast|main|salient|major) (?:points?|facts?|highlights?|features?|findings?)(?: of .*| about .*)?"
     r"|highlights|takeaways|facts(?: to remember)?|points to remember|must know(?: facts)?|prelims (?:facts?|pointers?)"
     r"|facts for prelims|static facts|did you know", "key_points"),
    (r"(?:key |major |main |the )?(?:stakeholders?|actors?|players?|parties)(?: involved| and their .*| "
     r".{0,30}perspectives?)?", "stakeholders"),
    (r"(?:significance|implications?|impacts?|effects?|consequences?|importance|benefits?|relevance)(?: (?:for|of|on|to) .*)?|"
     r"(?:significance|implications?) and .*|.{3,50} implications?|(?:key |major |strategic |future |likely )(?:implications?"
     r"|impacts?|effects?|consequences?)(?: .*)?|why (?:it|this) matters|what (?:it|this) means(?: for .*)?|why (?:is )?(?:it"
     r"|this) (?:is )?(?:important|significant)|challenges?(?: .*)?|concerns?(?: .*)?", "significance"),
    (r"(?:key |important )?(?:terms?|terminology|concepts?|definitions?|vocabulary|glossary|keywords?|"
     r"abbreviations?|jargon)(?: explained| used| and .*| to know)?", "terms"),
    (r"(?:key |important )?(?:people|persons?|personalities|figures|persons in (?:the )?news|people in (?:the "
     r")?news|who's who)(?: involved)?", "people"),
    (r"(?:key |important )?(?:timeline|chronology|dates|milestones|important dates|key dates|history at a glance)(?: of .*)?", "timeline"),
    (r"places?(?: in (?:the )?news)?|important places|locations?", "places"),
    (r"(?:practice |sample |expected |prelims |upsc |quiz )?(?:mcqs?|multiple choice questions?|quiz|prelims "
     r"(?:questions?|practice)|practice questions?|objective questions?)(?: .{0,40})?|(?:upsc )?(?:previous years?'?s? questions?"
     r"|pyqs?|previous year)(?: .{0,40})?|test yourself|check your knowledge|prelims", "mcqs"),
    (r"(?:upsc |practice |sample |expected |probable |possible )?(?:mains|descriptive|subjective|sample|essay|"
     r"expected|probable|long answer)(?: practice| answer writing)?(?: questions?| pyqs?)?|mains (?:question|practice).*", "mains"),
    (r"(?:exam|study|preparation) (?:tips?|angles?|strategy|pointers?|notes?|focus|perspective)(?: .{0,30})?|"
     r"tips(?: for .*)?|how to prepare|exam corner", "tips"),
    (r"related (?:topics?|concepts?|reading|themes?)(?: .{0,30})?|topics to study|further (?:reading|study)|"
     r"linked topics|also study|connected topics", "related"),
    (r"full (?:article|story|text|report)|the article|original article|article text|news article|read the full article", "article"),
    (r"also read.*|read (?:more|also)|recent (?:posts?|articles?|news)|popular posts?|latest (?:posts?|news|"
     r"updates?|articles?|jobs).*|trending.*|categories|archives?|tags|comments?|leave a (?:reply|comment)|share (?:this.*|on.*)"
     r"|follow us.*|subscribe.*|newsletter|quick links|download (?:our )?(?:app|pdf).*|most (?:read|viewed|popular)|you (?:may"
     r"|might) also like.*|related (?:posts?|articles?|news|links)|post navigation|our courses|about (?:us|the author)|contact us"
     r"|references?|join (?:us|our).*|advertisement|table of contents|contents|faqs?|sources?|more (?:news|stories|from .*)", "noise"),
    (r"about (?:the )?.{2,80}|what (?:is|are) (?:the |an? )?.{2,80}|(?:quick )?profile|(?:key )?details|"
     r"background.*|historical (?:background|context).*|history.*|(?:in-?depth|detailed|critical) analysis|analysis|way forward"
     r"|conclusion|how (?:does|do|it) .{2,60}|(?:constitutional|legal) (?:provisions?|framework|basis).*|objectives?|functions?"
     r"|composition|structure|mandate|features|details|explained|explainer|body|constraints|criticisms?.*"
     r"|government (?:initiatives|measures).*|case stud.*|data.*|statistics.*|broader themes.*|examples?", "analysis"),
)  # fmt: skip
"""The first row that matches a heading whole decides."""

_GLUED = re.compile(
    r"^(Relevant for Exams|Summary|Key Points|Key Facts|Key Takeaways|In-Depth Analysis|Exam Tips|Exam Angles|"
    r"Related Topics to Study|Related Topics|Full Article|"
    r"Why in the News|Why in News|In News|Context)\s?[?:–-]{0,2}\s+(?=[-*•\d“\"'A-Z])(?!(?:and|of|for|to|is|are)\b)(.{20,})$"
)
"""A heading that runs into its text without a colon: only the names that pages of these layouts give their parts."""

_NOISE = re.compile(
    r"(?:home|about(?: us)?|contact(?: us)?|log ?in|log ?out|sign ?(?:in|up)|register|subscribe(?: now)?|share|tweet|pin it|print|e-?mail"
    r"|facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube|copy link|menu|search(?:\.\.\.)?|skip to (?:main )?content"
    r"|courses?|blog|store|cart|download(?: app| pdf| now)?|next|previous|prev|back(?: to top)?|read more"
    r"|read (?:this )?(?:article )?in hindi|hindi|english|advertisement|sponsored|ad|loading\.*|comments?|reply|close|toggle \w+"
    r"|privacy policy|terms (?:of use|and conditions|of service)|all rights reserved\.?|(?:©|copyright).{0,80}|\d+ (?:min(?:ute)?s? read"
    r"|views|comments?|shares)|\d+ min|view all|see all|show more|load more|click here.{0,40}|join (?:our )?.{0,30}(?:channel|group)"
    r"|bookmark(?: this)?|save|listen(?: to this article)?|current affairs quiz|daily quiz|free (?:mock )?tests?|test series"
    r"|study material|e-?books?|notifications?|dashboard|my account|faqs?|careers?|sitemap)",
    re.I,
)
_FOLD = re.compile(r"^[\W_]+|[\W_]+$")
_MARK = re.compile(r"^(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]|\d{1,2}\s(?=[a-z]))\s*", re.I)


def fold(heading: str) -> str:
    """A heading as the table writes it: lower case, without marks, markup, ordinals and colons."""
    text = _FOLD.sub("", heading.replace("’", "'").replace("&", "and").lower())
    return re.sub(r"\s+", " ", _FOLD.sub("", _MARK.sub("", text)))


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a heading says of the text below it; None where the table does not know it."""
    if len(heading) > 120:
        return None
    folded = fold(heading)
    if not folded or len(folded) > 90:
        return None
    return next((role for pattern, role in HEADINGS if pattern.fullmatch(folded)), None)


def glued(text: str) -> tuple[str, str] | None:
    """The heading and the text of a line in which one runs into the other."""
    found = _GLUED.match(text)
    return (found[1], found[2]) if found else None


def is_noise(text: str) -> bool:
    """Whether a line belongs to the site and not to the article: “Home”, “Share”, “© 2026 …”."""
    if len(text) > 150:
        return False
    return bool(_NOISE.fullmatch(text.strip(" |>»«•-*#→←↑↓"))) or not re.search(r"\w", text)


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout: its marks as (pattern of a line, points each).  `needs` points make a page one of this layout."""

    name: str
    marks: tuple[tuple[re.Pattern[str], int], ...]
    needs: int
    most: int = 2  # how often one mark counts
    fallback: bool = False  # only where no other layout fits


def _marks(*rows: tuple[str, int]) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(pattern, re.I), points) for pattern, points in rows)


_OPEN = r"^[\s#>*•-]{0,6}"
_SHUT = r"\s{0,2}[?:*–-]{0,5}(?:\s|$)"
PROFILES = (
    # Relevant for Exams, Summary, Key Points, In-Depth Analysis, Exam Tips, Related Topics, Full Article
    Profile("guide", _marks(
        (_OPEN + "relevant for exams" + _SHUT, 3), (_OPEN + "in-?depth analysis" + _SHUT, 3), (_OPEN + "exam tips" + _SHUT, 3),
        (_OPEN + "key points" + _SHUT, 2), (_OPEN + "related topics(?: to study)?" + _SHUT, 2), (_OPEN + "full article" + _SHUT, 2),
        (_OPEN + "summary" + _SHUT, 1)), 5, 1),
    # Key Facts and Exam Angles, with ordinals alone on their lines
    Profile("facts", _marks(
        (_OPEN + "key facts" + _SHUT, 3), (_OPEN + "exam angles?" + _SHUT, 3), (r"^\s{0,4}\d{1,2}[.)]?$", 1)), 4),
    # Why in the News, About …, PYQ
    Profile("news", _marks(
        (_OPEN + r"(?:why )?in (?:the )?news" + _SHUT, 4), (_OPEN + r"about (?:the )?.{2,70}$", 2),
        (_OPEN + r"(?:upsc )?(?:pyqs?|previous years?'?s? questions?)\b.{0,30}$", 3),
        (_OPEN + "way forward" + _SHUT, 1)), 4),
    # multiple-choice questions with options, answers and explanations
    Profile("questions", _marks(
        (r"^[\s>*•#-]{0,6}\(?[a-d][).]\s", 1), (r"^[\s>*#-]{0,6}(?:correct )?(?:ans(?:wer)?|key)\b\.?.{0,40}", 2),
        (r"^[\s>*#-]{0,6}(?:q(?:uestion|\.)?\s?\d|explanation\b)", 1)), 9, 8),
    # bullets of the form “Label: text”
    Profile("labels", _marks((r"^\s{0,8}[•●▪◦➢*-]\s?\*{0,2}[A-Z][^:.]{1,45}:\*{0,2}\s", 1)), 3, 6),
    # Markdown, HTML or text with headings
    Profile("outline", _marks((r"^#{1,6}\s", 1), (r"^\|", 1),
        (_OPEN + "(?:summary|key (?:points|facts|takeaways|terms)|highlights|timeline|exam tips|related topics(?: to "
         "study)?|full article)" + _SHUT, 2)), 2, 3, fallback=True),
)  # fmt: skip
"""In order: of two layouts with as many points the first is taken."""
UNKNOWN = "plain"
"""What a page of no known layout is called: its head and its facts are drafted, nothing more."""


def recognise(lines: Sequence[Line]) -> str:
    """The name of the layout whose marks the lines bear, or `UNKNOWN`."""
    best, points = UNKNOWN, 0.0
    for profile in PROFILES:
        if profile.fallback and best != UNKNOWN:
            continue
        met = ((worth, sum(1 for line in lines if mark.match(line.text[:120]))) for mark, worth in profile.marks)
        score = sum(worth * min(profile.most, count) for worth, count in met) / profile.needs
        if score >= 1 and score > points:
            best, points = profile.name, score
    return best
