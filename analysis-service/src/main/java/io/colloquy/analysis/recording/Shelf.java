package io.colloquy.analysis.recording;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colloquy.analysis.blobs.BlobStore;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.recording.RecordedPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/**
 * Where a recording lies among the blobs:
 *
 * <pre>
 *   recordings/{conversation}/parts/{first}-{last}    what the edge told, by sequence
 *   recordings/{conversation}/call.mp3                what can be heard
 * </pre>
 *
 * <p>What was told twice may lie in two blobs; whoever reads gets each part once.
 */
final class Shelf {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,200}");
  private static final Pattern SPAN = Pattern.compile(".*/(\\d+)-(\\d+)");

  /** Bytes of sound with which a blob is full; what came while the store was away is more. */
  private static final long BLOB_BYTES = 1024 * 1024;

  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final BlobStore blobs;

  Shelf(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Whether a conversation of this name can have a place. */
  static boolean hasPlaceFor(String conversationId) {
    return NAME.matcher(conversationId).matches();
  }

  static String place(String conversationId) {
    return "recordings/" + conversationId + "/";
  }

  private static String partsOf(String conversationId) {
    return place(conversationId) + "parts/";
  }

  static String audioKey(String conversationId) {
    return place(conversationId) + "call.mp3";
  }

  /**
   * Keeps parts of a call that follow each other, in blobs that one can hold in memory.
   *
   * @return the keys under which they are
   */
  List<String> put(String conversationId, List<RecordedPart> parts) throws IOException {
    List<String> keys = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int to = 1; to <= parts.size(); to++) {
      bytes += parts.get(to - 1).size();
      if (bytes >= BLOB_BYTES || to == parts.size()) {
        keys.add(putBlob(conversationId, parts.subList(from, to)));
        from = to;
        bytes = 0;
      }
    }
    return keys;
  }

  private String putBlob(String conversationId, List<RecordedPart> parts) throws IOException {
    var key =
        partsOf(conversationId)
            + "%08d-%08d".formatted(parts.getFirst().sequence(), parts.getLast().sequence());
    blobs.put(key, written(parts));
    return key;
  }

  void putAudio(String conversationId, Path file) throws IOException {
    blobs.put(audioKey(conversationId), file);
  }

  void remove(String key) throws IOException {
    blobs.delete(key);
  }

  void removeParts(String conversationId) throws IOException {
    blobs.deleteAll(partsOf(conversationId));
  }

  /**
   * The parts of a call in order, each once, one blob in memory at a time. Reading fails with an
   * {@link UncheckedIOException} when the store does.
   */
  Iterable<RecordedPart> parts(String conversationId) throws IOException {
    var keys = blobs.list(partsOf(conversationId));
    return () -> new Reading(keys);
  }

  private final class Reading implements Iterator<RecordedPart> {
    private final Iterator<String> keys;
    private Iterator<RecordedPart> parts = List.<RecordedPart>of().iterator();
    private RecordedPart ready;
    private int next;

    Reading(List<String> keys) {
      this.keys = keys.iterator();
    }

    @Override
    public boolean hasNext() {
      while (ready == null && (parts.hasNext() || keys.hasNext())) {
        if (parts.hasNext()) {
          var part = parts.next();
          ready = part.sequence() >= next ? part : null;
        } else {
          parts = open(keys.next());
        }
      }
      return ready != null;
    }

    @Override
    public RecordedPart next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      var part = ready;
      ready = null;
      next = part.sequence() + 1;
      return part;
    }

    private Iterator<RecordedPart> open(String key) {
      var span = SPAN.matcher(key);
      if (span.matches() && Integer.parseInt(span.group(2)) < next) {
        return List.<RecordedPart>of().iterator();
      }
      try {
        return read(blobs.read(key)).iterator();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Each part as its headers, then its body, each with its length before it. */
  static byte[] written(List<RecordedPart> parts) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (var part : parts) {
        var packet = RecordedPart.CODEC.encode(part);
        byte[] headers = Json.bytes(packet.headers());
        out.writeInt(headers.length);
        out.write(headers);
        out.writeInt(packet.body().length);
        out.write(packet.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static List<RecordedPart> read(byte[] bytes) throws IOException {
    List<RecordedPart> parts = new ArrayList<>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        var headers = Json.MAPPER.readValue(in.readNBytes(in.readInt()), HEADERS);
        parts.add(RecordedPart.CODEC.decode(new Packet(headers, in.readNBytes(in.readInt()))));
      }
    }
    return parts;
  }
}
