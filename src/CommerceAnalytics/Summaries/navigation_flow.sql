/*
name: navigation_flow
about: >-
  Where people go, and from where they leave: a row for each pair of pages. A reload is none.
window_days: 7
batch: 3
top:
  limit: 100
  by: transition_count
key: [from_path, to_path]
watched: transition_count
events:
  - Routing in client side
  - client.routing
attributes: [userKey, sessionId, fromPath, toPath, path]
differences:
  - 'transitions from one page to another, with exits, reloads left out; page views were counted'
columns:
  - name: from_path
    type: varchar
    about: 'the page before: as the event says or, where it does not, that of the session''s event before'
  - name: to_path
    type: varchar
    about: the page
  - name: transition_count
    type: bigint
    about: transitions
  - name: unique_users
    type: bigint
    about: users who made them
    at_most: transition_count
  - name: unique_sessions
    type: bigint
    about: sessions in which they were made
    at_most: transition_count
  - name: avg_transitions_per_session
    type: double
    about: transitions / sessions
  - name: from_views
    type: bigint
    about: views of `from_path`, whether a transition followed or not
  - name: from_exits
    type: bigint
    about: sessions that ended on `from_path`
    at_most: from_views
  - name: from_exit_rate
    type: double
    about: percent of views that were the session's last
    unit: percent
*/
WITH
-- Routing events of a session in their order, each with the page before it.
steps AS (
    SELECT
        session_id,
        user_key,
        page,
        COALESCE(
            from_path,
            lag(page) OVER (PARTITION BY session_id ORDER BY ts, page, from_path NULLS LAST, user_key NULLS LAST)
        ) AS previous_page,
        lead(page) OVER (PARTITION BY session_id ORDER BY ts, page, from_path NULLS LAST, user_key NULLS LAST) IS NULL AS is_exit
    FROM events
    WHERE session_id IS NOT NULL AND page IS NOT NULL
),
-- In one pass: for each pair of pages its transitions, and for each page (to_path is NULL) its views and exits.
counted AS (
    SELECT
        CASE WHEN grouping(previous_page) = 1 THEN page ELSE previous_page END AS from_path,
        CASE WHEN grouping(previous_page) = 0 THEN page END AS to_path,
        count(*) AS steps,
        count(DISTINCT user_key) AS unique_users,
        count(DISTINCT session_id) AS unique_sessions,
        count_if(is_exit) AS exits
    FROM steps
    GROUP BY GROUPING SETS ((previous_page, page), (page))
),
-- Every pair gets the views and exits of the page that it begins with.
paired AS (
    SELECT
        *,
        COALESCE(max(CASE WHEN to_path IS NULL THEN steps END) OVER (PARTITION BY from_path), 0) AS from_views,
        COALESCE(max(CASE WHEN to_path IS NULL THEN exits END) OVER (PARTITION BY from_path), 0) AS from_exits
    FROM counted
)
SELECT
    from_path,
    to_path,
    steps AS transition_count,
    unique_users,
    unique_sessions,
    -- Decimals divide to the dividend's 2 places, rounded half up once.
    CAST(steps AS decimal(38, 2)) / unique_sessions AS avg_transitions_per_session,
    from_views,
    from_exits,
    CAST(100 * from_exits AS decimal(38, 2)) / NULLIF(from_views, 0) AS from_exit_rate
FROM paired
WHERE from_path <> to_path
