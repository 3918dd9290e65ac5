"""How good was it? Measures of one replication, and estimates over many."""
