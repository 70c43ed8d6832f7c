-- Numbered scripts never change once released: a new need is a new number.
CREATE TABLE databases (
    name       TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE tables (
    database   TEXT NOT NULL REFERENCES databases (name) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (database, name)
) WITHOUT ROWID;

-- partition_values: the JSON array of the values in key order, which is the partition's identity.
CREATE TABLE partitions (
    database         TEXT NOT NULL,
    table_name       TEXT NOT NULL,
    partition_values TEXT NOT NULL,
    definition       TEXT NOT NULL,
    PRIMARY KEY (database, table_name, partition_values),
    FOREIGN KEY (database, table_name) REFERENCES tables (database, name) ON DELETE CASCADE
) WITHOUT ROWID;
