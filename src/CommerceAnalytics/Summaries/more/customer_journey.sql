/*
name: customer_journey
about: >-
  How far sessions come: a row for each kind of event, with the sessions that reach it, begin with it and end with it.
  Page views of both names are one kind.
window_days: 7
batch: 3
key: [step]
watched: sessions
events:
  - commerce.session.start
  - commerce.button.click
  - commerce.cart.add
  - commerce.cart.view
  - commerce.search
  - commerce.search.result_click
  - commerce.checkout.start
  - commerce.checkout.purchase
  - Routing in client side
  - client.routing
attributes: [userKey, sessionId]
columns:
  - name: step
    type: varchar
    about: kind of event; `page.view` for page routing
  - name: step_number
    type: integer
    about: place of the step on the way to a purchase, 1 to 9
  - name: sessions
    type: bigint
    about: sessions with such an event
  - name: unique_users
    type: bigint
    about: users with such an event in a session
  - name: first_sessions
    type: bigint
    about: sessions that begin with it
    at_most: sessions
  - name: last_sessions
    type: bigint
    about: sessions that end with it
    at_most: sessions
  - name: session_share
    type: double
    about: percent of all sessions that have such an event
    unit: percent
  - name: drop_off_rate
    type: double
    about: percent of its sessions that end with it
    unit: percent
*/
WITH
-- Events of a session. Of events at the same timestamp the one further on the way comes later.
steps AS (
    SELECT
        session_id,
        user_key,
        ts,
        CASE body
            WHEN 'commerce.session.start' THEN 1
            WHEN 'commerce.button.click' THEN 3
            WHEN 'commerce.search' THEN 4
            WHEN 'commerce.search.result_click' THEN 5
            WHEN 'commerce.cart.add' THEN 6
            WHEN 'commerce.cart.view' THEN 7
            WHEN 'commerce.checkout.start' THEN 8
            WHEN 'commerce.checkout.purchase' THEN 9
            ELSE 2
        END AS step_number,
        CASE WHEN body IN ('Routing in client side', 'client.routing') THEN 'page.view' ELSE body END AS step
    FROM events
    WHERE session_id IS NOT NULL
),
placed AS (
    SELECT
        *,
        lag(step_number) OVER (PARTITION BY session_id ORDER BY ts, step_number) IS NULL AS is_first,
        lead(step_number) OVER (PARTITION BY session_id ORDER BY ts, step_number) IS NULL AS is_last
    FROM steps
),
counted AS (
    SELECT
        step,
        step_number,
        count(DISTINCT session_id) AS sessions,
        count(DISTINCT user_key) AS unique_users,
        count_if(is_first) AS first_sessions,
        count_if(is_last) AS last_sessions
    FROM placed
    GROUP BY step, step_number
)
SELECT
    step,
    step_number,
    sessions,
    unique_users,
    first_sessions,
    last_sessions,
    -- Decimals divide to the dividend's 2 places, rounded half up once. Every session has one first event.
    CAST(100 * sessions AS decimal(38, 2)) / sum(first_sessions) OVER () AS session_share,
    CAST(100 * last_sessions AS decimal(38, 2)) / sessions AS drop_off_rate
FROM counted
