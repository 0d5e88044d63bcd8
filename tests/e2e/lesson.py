"""What the people of the tour say, in the languages that it is played in: ASCII, to be typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """The words of one morning."""

    topic: str
    talk: tuple[tuple[str, str], ...]  # who says what; the last is answered
    answer: str
    more: str  # that is added to it
    flood: str
    reason: str
    lost: str  # said while the server is away
    here: str  # a word said once, that is looked for in the conversation
    anywhere: str  # and one that is looked for everywhere


LESSONS = {
    "en": Lesson(
        "Chemistry, Monday morning",
        (
            ("alice", "Good morning! Today we look at crystals."),
            ("bob", "Morning. Is the lab open already?"),
            ("carol", "I have the key, come in."),
            ("dave", "alice: may we take pictures?"),
            ("alice", "Yes, of everything but the exam."),
        ),
        "What about the notes from last week?",
        " And the exam?",
        "BUY MY STONES",
        "no advertising in class",
        "Is anybody still there?",
        "key",
        "crystals",
    ),
    "de": Lesson(
        "Chemie, Montagmorgen",
        (
            ("alice", "Guten Morgen! Heute sehen wir uns Kristalle an."),
            ("bob", "Morgen. Ist das Labor schon offen?"),
            ("carol", "Ich habe Kreide und Licht, kommt herein."),
            ("dave", "alice: darf man Fotos machen?"),
            ("alice", "Ja, von allem, nur nicht vom Test."),
        ),
        "Und was ist mit dem Protokoll von neulich?",
        " Und dem Test?",
        "KAUFT MEINE STEINE",
        "keine Werbung im Unterricht",
        "Ist noch jemand da?",
        "Kreide",
        "Kristalle",
    ),
}
