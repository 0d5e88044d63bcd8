"""One function a verb, in files by topic. They change state and append to logs; nothing else."""
