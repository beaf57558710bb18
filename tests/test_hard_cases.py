"""The known hard cases of the model against the built-in data; test_invented_cases.py-like ones stand at the end."""
