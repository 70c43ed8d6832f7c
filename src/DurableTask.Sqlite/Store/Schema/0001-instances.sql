-- "DTSQ": tells this store from databases of other programs.
PRAGMA application_id = 0x44545351;

-- One row per instance id. A new execution of an id (started again, or continued as new) has a new execution_id.
-- Times are UTC ticks. status has the numbers of OrchestrationStatus. start_at: not before (0: at once).
-- The wide columns come last, so that listings need not read past them.
CREATE TABLE instances (
    instance_id       TEXT    NOT NULL PRIMARY KEY,
    execution_id      TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    version           TEXT,
    status            INTEGER NOT NULL,
    generation        INTEGER,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    completed_at      INTEGER,
    start_at          INTEGER NOT NULL DEFAULT 0,
    parent            TEXT,
    tags              TEXT,
    custom_status     TEXT,
    failure           TEXT,
    output            TEXT
);

CREATE INDEX instances_by_creation ON instances (created_at, instance_id);

-- Inputs stand apart: they never change within an execution, and the row beside them changes with every turn.
CREATE TABLE inputs (
    instance_id TEXT NOT NULL PRIMARY KEY,
    input       TEXT
);

-- What happened in the present execution, one JSON object a row, in order. type has the numbers of EventType.
CREATE TABLE history (
    instance_id TEXT    NOT NULL,
    sequence    INTEGER NOT NULL,
    type        INTEGER NOT NULL,
    event       TEXT    NOT NULL,
    PRIMARY KEY (instance_id, sequence)
) WITHOUT ROWID;

-- What an instance has been sent and has not taken yet. due_at: not before (timers, scheduled starts; 0: at once).
-- execution_id NULL: for whatever runs under that id; otherwise for that execution only.
CREATE TABLE inbox (
    message_id   INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id  TEXT    NOT NULL,
    execution_id TEXT,
    sent_at      INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    type         INTEGER NOT NULL,
    event        TEXT    NOT NULL
);

CREATE INDEX inbox_by_instance ON inbox (instance_id);

-- Activities that have not reported: run again after a crash.
CREATE TABLE activities (
    activity_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id  TEXT    NOT NULL,
    execution_id TEXT    NOT NULL,
    event        TEXT    NOT NULL,
    context      TEXT
);

CREATE INDEX activities_by_instance ON activities (instance_id);
