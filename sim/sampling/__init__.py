"""Who comes? Keyed draws that turn a system into the workload of one replication."""
