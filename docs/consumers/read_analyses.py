"""Prints what came of each conversation, as soon as it was analysed.

    pip install kafka-python
    python read_analyses.py localhost:9092
"""

import json
import sys

from kafka import KafkaConsumer

ANALYSED = "io.colloquy.conversation.analysed.v1"

consumer = KafkaConsumer(
    "post-call-analysis",
    bootstrap_servers=sys.argv[1],
    group_id="read-analyses-py",
    auto_offset_reset="earliest",
    # Offsets are committed below, after the work: what is cut off comes again.
    enable_auto_commit=False,
)

# Delivery is at least once. A real consumer keeps this where it keeps its results.
seen = set()
for record in consumer:
    headers = {name: value.decode() for name, value in record.headers}
    if headers.get("ce_type") == ANALYSED and headers["ce_id"] not in seen:
        seen.add(headers["ce_id"])
        event = json.loads(record.value)
        print(
            event["conversation_id"],
            event["analysis"]["call_successful"],
            event["analysis"]["transcript_summary"],
            flush=True,
        )
    consumer.commit()
