/*
# A summary is this block, which says all that is known about its table, and the SELECT below, which makes its rows.
# It works as it stands: change one thing at a time, and try each with `test-summary NAME`.
name: NAME

# What the table is for, in a sentence: pages and the catalog show it.
about: 'What is put into the cart, by category: cart adds, and the users who made them.'

# Complete days before the execution date that it covers, 1 to 400.
window_days: 7

# When in a run it is refreshed, 1 to 9: summaries of one batch run side by side.
batch: 2

# Keeps the rows with the most of a bigint column. Without these lines all rows are kept.
top:
  limit: 50
  by: cart_adds

# Columns that tell one row from another.
key: [category]

# A bigint column: the audit adds it up and compares it with the nights before.
watched: cart_adds

# Kinds of event that the table `events` holds: see the top of docs/commerce-analytics-test-queries.md for all of them.
events:
  - commerce.cart.add

# Attributes of the log that the SELECT reads.
attributes: [userKey, category, ctgnm, quantity]

# What the SELECT gives, in order. Types are varchar, bigint, integer, double, date and boolean.
columns:
  - name: category
    type: varchar
    about: category of the product
  - name: cart_adds
    type: bigint
    about: cart adds
    unit: count
  - name: users
    type: bigint
    about: users who added something of it
    # Never more than another column of the row: the audit holds a table where it is.
    at_most: cart_adds
  - name: quantity_per_add
    type: double
    about: mean of the valid quantities
*/
-- `events` has the events of one service and of the window: ts, day, hour, body, user_key, session_id, action,
-- product_name, category, seller_name, quantity, price, term, result_count, from_path, page, amount, payment_method.
SELECT
    category,
    count(*) AS cart_adds,
    count(DISTINCT user_key) AS users,
    round(avg(CAST(quantity AS double)), 2) AS quantity_per_add
FROM events
GROUP BY category
