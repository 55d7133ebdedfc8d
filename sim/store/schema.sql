-- The tables of ambit's sessions, format 1. Rows are only added. Whoever reads should read the views at the end, which
-- stay as they are when tables change: sessions, tasks, results.
--
-- The journal is in the order of its writing and not keyed by session, because many sessions would then write to as many
-- places. The unique index that finds a session's rows again costs up to half of the speed (measured with 10,000
-- sessions in turns), and is the last guard against two writers of one session.
PRAGMA application_id = 0x616d6274; -- "ambt"
PRAGMA user_version = 1;

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE, -- what a person calls it
    scenario TEXT NOT NULL,    -- slug of the challenge
    source TEXT NOT NULL,      -- its path; '' when it is built in
    hash TEXT NOT NULL,        -- of its files
    release TEXT NOT NULL,     -- of ambit
    start INTEGER NOT NULL,    -- virtual, nanoseconds since 1970
    seed INTEGER NOT NULL,
    learner TEXT NOT NULL,     -- pseudonym
    created INTEGER NOT NULL   -- by the wall's clock, milliseconds since 1970
) STRICT;

-- What there was to do, as the challenge said when the session began.
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    points INTEGER NOT NULL,
    optional INTEGER NOT NULL,
    UNIQUE (session, position)
) STRICT;

-- Each time that a process took the session up. It had [number] inputs then: those that an earlier opening has behind
-- that number were not run to their end, and no longer count.
CREATE TABLE opening (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session,
    number INTEGER NOT NULL,
    release TEXT NOT NULL,
    wall INTEGER NOT NULL
) STRICT;

-- Appended before it is run.
CREATE TABLE input (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session,
    opening INTEGER NOT NULL REFERENCES opening,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL, -- virtual, nanoseconds since 1970
    terminal TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    wall INTEGER NOT NULL,
    UNIQUE (session, number, opening)
) STRICT;

-- What an input led to: hashes of the world, and of all that was shown so far.
CREATE TABLE outcome (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session,
    opening INTEGER NOT NULL REFERENCES opening,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    world TEXT NOT NULL,
    shown TEXT NOT NULL,
    UNIQUE (session, number, opening)
) STRICT;

-- The record: done TASK, hint TASK LEVEL, solution TASK, skip TASK, goto TASK, undo N, redo N, reset. Never undone.
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session,
    opening INTEGER NOT NULL REFERENCES opening,
    number INTEGER NOT NULL, -- of the input behind which it became true
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE INDEX fact_of_session ON fact (session);

CREATE TABLE ending (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session,
    opening INTEGER NOT NULL REFERENCES opening,
    number INTEGER NOT NULL,
    wall INTEGER NOT NULL
) STRICT;

CREATE TRIGGER session_stays BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER session_is_kept BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER task_stays BEFORE UPDATE ON task BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER task_is_kept BEFORE DELETE ON task BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER opening_stays BEFORE UPDATE ON opening BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER opening_is_kept BEFORE DELETE ON opening BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER input_stays BEFORE UPDATE ON input BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER input_is_kept BEFORE DELETE ON input BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER outcome_stays BEFORE UPDATE ON outcome BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER outcome_is_kept BEFORE DELETE ON outcome BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER ending_stays BEFORE UPDATE ON ending BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;
CREATE TRIGGER ending_is_kept BEFORE DELETE ON ending BEGIN SELECT RAISE(ABORT, 'sessions are only added to'); END;

-- One row for each task of each session. [done_at] is by the wall's clock.
CREATE VIEW tasks AS
WITH about AS ( -- the task that a fact names is its first word
    SELECT fact.id, fact.session, fact.kind, input.wall,
        substr(fact.what, 1, instr(fact.what || ' ', ' ') - 1) AS task
    FROM fact LEFT JOIN input USING (session, number, opening)
)
SELECT session.name AS session, session.scenario, session.learner,
    task.position, task.name AS task, task.title, task.points, task.optional,
    coalesce(max(about.kind = 'done'), 0) AS done,
    strftime('%Y-%m-%dT%H:%M:%SZ', min(about.wall) FILTER (WHERE about.kind = 'done') / 1000, 'unixepoch') AS done_at,
    count(*) FILTER (WHERE about.kind = 'hint') AS hints,
    coalesce(max(about.kind = 'solution'), 0) AS solution,
    coalesce(max(about.kind = 'skip'), 0) AS skipped
FROM task
JOIN session ON session.id = task.session
LEFT JOIN about ON about.session = task.session AND about.task = task.name
GROUP BY task.id;

-- One row for each session. [seconds] is the time from input to input, five minutes at most for each.
CREATE VIEW sessions AS
WITH gap AS (
    SELECT session, kind, min(wall - lag(wall) OVER (PARTITION BY session, opening ORDER BY id), 300000) AS length
    FROM input
), spent AS (
    SELECT session, max(coalesce(sum(length), 0), 0) / 1000 AS seconds,
        count(*) FILTER (WHERE kind IN ('line', 'typed')) AS commands
    FROM gap GROUP BY session
), done AS (
    SELECT session, sum(done AND NOT optional) AS done, sum(NOT optional) AS tasks, sum(done AND optional) AS extra,
        sum((done AND NOT skipped AND NOT optional) * points) AS points, sum((NOT optional) * points) AS of_points, sum(hints) AS hints, sum(solution) AS solutions
    FROM tasks GROUP BY session
), opened AS (
    SELECT session, max(id) AS id, max(wall) AS wall FROM opening GROUP BY session
)
SELECT session.name AS session, session.scenario, session.source, session.learner, session.release,
    strftime('%Y-%m-%dT%H:%M:%SZ', session.created / 1000, 'unixepoch') AS created,
    strftime('%Y-%m-%dT%H:%M:%SZ', opened.wall / 1000, 'unixepoch') AS opened,
    coalesce(spent.commands, 0) AS commands, coalesce(spent.seconds, 0) AS seconds,
    coalesce(done.done, 0) AS done, coalesce(done.tasks, 0) AS tasks, coalesce(done.extra, 0) AS extra,
    coalesce(done.points, 0) AS points, coalesce(done.of_points, 0) AS of_points,
    coalesce(done.hints, 0) AS hints, coalesce(done.solutions, 0) AS solutions,
    (SELECT count(*) FROM fact WHERE fact.session = session.id AND fact.kind = 'undo') AS undos
FROM session
JOIN opened ON opened.session = session.id
LEFT JOIN spent ON spent.session = session.id
LEFT JOIN done ON done.session = session.name
ORDER BY opened.id DESC;

-- The best session of each learner in each challenge: most points, then most tasks, then least time.
CREATE VIEW results AS
WITH placed AS (
    SELECT *, row_number() OVER (PARTITION BY learner, scenario ORDER BY points DESC, done DESC, seconds) AS place
    FROM sessions
)
SELECT learner, scenario, session, done, tasks, points, of_points, hints, solutions, seconds / 60 AS minutes, opened
FROM placed WHERE place = 1 ORDER BY learner, scenario;
