-- One row per instance id. A generation is one run of an id: starting an id again, or ContinueAsNew, makes a new one.
-- Times are UTC ticks. status has the numbers of OrchestrationRuntimeStatus.
CREATE TABLE instances (
    instance_id       TEXT    NOT NULL PRIMARY KEY,
    generation        INTEGER NOT NULL,
    name              TEXT    NOT NULL,
    status            INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    input             TEXT,
    output            TEXT,
    custom_status     TEXT,
    failure           TEXT,
    tags              TEXT,
    parent_id         TEXT,
    parent            TEXT
) WITHOUT ROWID;

CREATE INDEX instances_by_creation ON instances (created_at, instance_id);
CREATE INDEX instances_by_parent ON instances (parent_id) WHERE parent_id IS NOT NULL;

-- What happened, one JSON object a row, in order.
CREATE TABLE history (
    instance_id TEXT    NOT NULL,
    sequence    INTEGER NOT NULL,
    event       TEXT    NOT NULL,
    PRIMARY KEY (instance_id, sequence)
) WITHOUT ROWID;

-- What an instance has been sent and has not taken yet. due_at: not before (timers, delayed starts).
-- generation 0: for whatever runs under that id; otherwise for that run only.
CREATE TABLE inbox (
    message_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id TEXT    NOT NULL,
    generation  INTEGER NOT NULL,
    due_at      INTEGER NOT NULL DEFAULT 0,
    task_id     INTEGER,
    event       TEXT    NOT NULL
);

CREATE INDEX inbox_by_instance ON inbox (instance_id, message_id);

-- Activities that have not reported: run again after a crash.
CREATE TABLE activities (
    activity_id INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id TEXT    NOT NULL,
    generation  INTEGER NOT NULL,
    task_id     INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    input       TEXT
);

CREATE INDEX activities_by_instance ON activities (instance_id);

-- The last generation given out; it never goes back, also when instances are purged.
CREATE TABLE generations (
    only_row   INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    generation INTEGER NOT NULL
);

INSERT INTO generations VALUES (1, 0);
