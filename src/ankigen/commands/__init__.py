"""The commands: a file each, a few lines over the pipeline.  Only here is the clock read, anything printed, or the
process ended."""
