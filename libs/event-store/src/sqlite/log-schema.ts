/** "TTr1" in ASCII: tells a log from any other SQLite file. */
export const APPLICATION_ID = 0x54547231;
/** Of the table below. A change needs a new version and a migration that copies, never alters. */
export const SCHEMA_VERSION = 1;

/**
 * Storage format: never edit in place. The triggers guard against our own mistakes, not against
 * whoever holds the file; the seals do that.
 *
 * `link` is the SHA-256 of the event's leaf data, which the next leaf of the stream names; `leaf`
 * is its hash in the tree; `tree` holds the log's name and the frontier of all leaves.
 *
 * Streams are numbered so that the index of (stream, revision) grows at its end: with names in it,
 * each event would touch a page somewhere in the middle, and writing took nearly twice as long.
 */
export const CREATE_LOG = `
  CREATE TABLE streams (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream INTEGER NOT NULL REFERENCES streams (key),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    command_id TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL,
    link BLOB NOT NULL CHECK (length(link) = 32),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TABLE tree (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    origin TEXT NOT NULL,
    frontier BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
  CREATE TRIGGER streams_are_never_changed BEFORE UPDATE ON streams
    BEGIN SELECT RAISE(ABORT, 'streams are never changed'); END;
  CREATE TRIGGER streams_are_never_removed BEFORE DELETE ON streams
    BEGIN SELECT RAISE(ABORT, 'streams are never removed'); END;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
