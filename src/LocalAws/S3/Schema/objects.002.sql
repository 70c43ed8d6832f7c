-- Folder markers: objects without bytes whose keys end with a slash. Their folder is all there is of them on disk.
CREATE TABLE markers (
    bucket     TEXT NOT NULL,
    key        TEXT NOT NULL,
    modified   INTEGER NOT NULL, -- .NET ticks, UTC
    definition TEXT NOT NULL,
    PRIMARY KEY (bucket, key)
) WITHOUT ROWID;
