"""The tables. Migrations only append; each runs once, in its own transaction.

The schema keeps the promises: one answer a participant a round, in the order of a hash and not of arrival;
no time, name or address of a participant anywhere; rows that were not announced stay so once something was asked.
Times (whole seconds) are the presenter's deeds.

`answer.batch` is the batch in which somebody changed last, while a round is open whose picture comes in batches.
The closing sets it back to 0; only who came too late for the picture keeps a 1. Of such a round `late` is how many
these are (else null), and `stream` is what `results.Stream` keeps. `drawn` is the other round where a picture is only
of the people who answered both. `released_at`, to the minute, is when anything of a round was first shown, and
`streamed_at` when it was first shown in batches. `people` is how many took part in the workshop until it was closed.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("pollapp")


@migrations(name="0001_begin")
def begin(db: Database) -> None:
    _run(db, BEGIN)


@migrations(name="0002_batches")
def batches(db: Database) -> None:
    """What was released is stored, and so are the batches of an open round; a round of before counts as released."""
    _run(db, BATCHES)


@migrations(name="0003_endings")
def endings(db: Database) -> None:
    """When the link between answers and phones was cut, and whether the file still has to be built anew after that."""
    for statement in ENDINGS.split(";;"):
        db.execute(statement)


@migrations(name="0004_views")
def views(db: Database) -> None:
    """Which picture of a result is on stage, and what was counted for the groups of a round."""
    db.execute("ALTER TABLE workshop ADD COLUMN view TEXT")
    db.execute("ALTER TABLE round ADD COLUMN segments TEXT")


@migrations(name="0005_opinions")
def opinions(db: Database) -> None:
    """The groups that were found in the answers to sentences."""
    db.execute("ALTER TABLE round ADD COLUMN opinions TEXT")


@migrations(name="0006_drawn")
def drawn(db: Database) -> None:
    """The other round of the people whom a picture shows; of before, every pair is shown on its sides as well."""
    _run(db, DRAWN)


@migrations(name="0007_rooms")
def rooms(db: Database) -> None:
    """What a workshop shows over rooms, and what a round puts into such pictures, for good."""
    db.execute("ALTER TABLE workshop ADD COLUMN rooms TEXT")
    db.execute("ALTER TABLE round ADD COLUMN part TEXT")


@migrations(name="0008_streamed")
def streamed(db: Database) -> None:
    """When the first picture of a round was shown that came in batches; nobody knows any more of rounds of before."""
    _run(db, STREAMED)


@migrations(name="0009_people")
def people(db: Database) -> None:
    """How many people took part until a round was closed; nobody knows any more of rounds of before."""
    db.execute("ALTER TABLE round ADD COLUMN people INTEGER")


def _run(db: Database, script: str) -> None:
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)


BEGIN = """
CREATE TABLE organiser (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, password TEXT NOT NULL
) STRICT;
CREATE TABLE event (
    id INTEGER PRIMARY KEY, organiser INTEGER NOT NULL REFERENCES organiser, title TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE workshop (
    id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event, place INTEGER NOT NULL,
    code TEXT, deck TEXT NOT NULL, created_at INTEGER NOT NULL,
    rev INTEGER NOT NULL DEFAULT 1, step INTEGER NOT NULL DEFAULT 0, step_at INTEGER NOT NULL,
    paused_at INTEGER, closed_at INTEGER, test_at INTEGER, ended_at INTEGER,
    control INTEGER NOT NULL DEFAULT 1, watch INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX workshop_code ON workshop (code) WHERE code IS NOT NULL;
CREATE TABLE round (
    id INTEGER PRIMARY KEY AUTOINCREMENT, workshop INTEGER NOT NULL REFERENCES workshop,
    question TEXT NOT NULL, side TEXT, shown_at INTEGER NOT NULL, opened_at INTEGER, locked_at INTEGER,
    revealed_at INTEGER, hidden_at INTEGER, frozen_at INTEGER, tally TEXT, pair TEXT
) STRICT;
CREATE INDEX round_workshop ON round (workshop);
CREATE TABLE answer (
    round INTEGER NOT NULL REFERENCES round, participant BLOB NOT NULL, n INTEGER NOT NULL, value TEXT,
    PRIMARY KEY (round, participant)
) STRICT, WITHOUT ROWID;
CREATE TABLE acknowledged (
    id INTEGER PRIMARY KEY, round INTEGER NOT NULL REFERENCES round, people INTEGER NOT NULL
) STRICT;
CREATE INDEX acknowledged_round ON acknowledged (round);
CREATE TABLE verdict (
    round INTEGER NOT NULL REFERENCES round, key TEXT NOT NULL, state TEXT NOT NULL, heap TEXT,
    PRIMARY KEY (round, key)
) STRICT, WITHOUT ROWID
"""

BATCHES = """
ALTER TABLE answer ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
CREATE INDEX answer_batch ON answer (round, batch) WHERE batch > 0;
ALTER TABLE round ADD COLUMN stream TEXT;
ALTER TABLE round ADD COLUMN late INTEGER;
ALTER TABLE round ADD COLUMN released_at INTEGER;
UPDATE round SET released_at = locked_at WHERE locked_at IS NOT NULL
"""

ENDINGS = """
ALTER TABLE round ADD COLUMN cut_at INTEGER;;
UPDATE round SET cut_at = (SELECT ended_at FROM workshop WHERE workshop.id = round.workshop);;
CREATE TABLE unsettled (since INTEGER NOT NULL) STRICT;;
INSERT INTO unsettled SELECT ended_at FROM workshop WHERE ended_at IS NOT NULL;;
CREATE TRIGGER rows_are_announced_before_the_first_question BEFORE UPDATE OF deck ON workshop
WHEN EXISTS (SELECT 1 FROM round WHERE workshop = OLD.id) AND (
    SELECT json_group_array(json_array(value ->> 'id', value ->> '$.settings.export'))
    FROM json_each(OLD.deck, '$.questions')
) IS NOT (
    SELECT json_group_array(json_array(value ->> 'id', value ->> '$.settings.export'))
    FROM json_each(NEW.deck, '$.questions')
)
BEGIN SELECT RAISE(ABORT, 'rows are announced before the first question'); END
"""

DRAWN = """
ALTER TABLE round ADD COLUMN drawn INTEGER;
UPDATE round SET (drawn, tally) =
    (SELECT after.id, json_extract(after.pair, '$.before') FROM round AS after WHERE after.pair ->> 'of' = round.id)
    WHERE id IN (SELECT pair ->> 'of' FROM round WHERE pair IS NOT NULL);
UPDATE round SET drawn = pair ->> 'of', tally = json_extract(pair, '$.after') WHERE pair IS NOT NULL;
UPDATE round SET pair = json_set(pair, '$.withheld', json('false')) WHERE pair IS NOT NULL
"""

STREAMED = """
ALTER TABLE round ADD COLUMN streamed_at INTEGER;
UPDATE round SET streamed_at = released_at WHERE stream IS NOT NULL
"""
