package io.colloquy.telephony.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.colloquy.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes a batch with its recipients, of whom only some are in memory at a time. */
final class WholeBatch {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json;

  /** Writes the batch; its recipients are to follow. */
  WholeBatch(BatchCalls.Batch batch) {
    try {
      json = Json.MAPPER.getFactory().createGenerator(bytes);
      json.writeStartObject();
      for (var member : BatchView.of(batch).properties()) {
        json.writeFieldName(member.getKey());
        json.writeTree(member.getValue());
      }
      json.writeArrayFieldStart("recipients");
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
  }

  void add(List<Recipient> recipients) {
    try {
      for (var recipient : recipients) {
        json.writeTree(recipient.view());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
  }

  /** The whole as JSON. */
  byte[] finish() {
    try {
      json.writeEndArray();
      json.writeEndObject();
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
    return bytes.toByteArray();
  }
}
