"""A small network of three tiers without residents."""

NETWORK = """\
name: Three places
period: {start: 2025-03-03, days: 5}
procedures:
  p: {counter_time: {law: exponential, mean: 8}}
policy: {branch: {staff_at_least: 2, staff_at_most: 6}}
targets: [within 20 min >= 90%]
sites:
  b1: {name: First branch, tier: branch, staff: 3, officers: [{name: desk, count: 3, serves: all}],
       arrivals: {p: {per_hour: 12}}}
  b2: {name: Second branch, tier: branch, staff: 3, off_counter: 1,
       officers: [{name: desk, count: 2, serves: all}],
       arrivals: {p: {per_hour: 9}}}
  p1: {name: Point, tier: point, staff: 1, officers: [{name: desk, count: 1, serves: all}],
       arrivals: {p: {per_hour: 3}}}
"""
