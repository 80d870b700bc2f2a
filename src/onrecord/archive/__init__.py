"""Bulk runs: an archive of any size to Parquet, in tasks that any number of processes or machines share.

    inputs -> shards -> tasks, stage after stage -> tables by week -> manifest

A task reads and writes files in the run's folder and knows nothing of any other, so an engine only has to spread tasks,
and a run that was killed goes on with those that have not been done.
"""
