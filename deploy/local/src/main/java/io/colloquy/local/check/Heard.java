package io.colloquy.local.check;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a caller has heard and read in a call so far. */
final class Heard {

  /** One agent turn's text. */
  record Answer(int eventId, String text) {}

  private Optional<String> conversationId = Optional.empty();
  private String agentFormat = "";
  private String userFormat = "";
  private final List<Answer> answers = new ArrayList<>();
  private final List<String> transcripts = new ArrayList<>();
  private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
  private int lastAudioEvent = -1;

  void started(String id, String agentOutput, String userInput) {
    conversationId = Optional.of(id);
    agentFormat = agentOutput;
    userFormat = userInput;
  }

  void answer(int eventId, String text) {
    answers.add(new Answer(eventId, text));
  }

  void transcript(String text) {
    transcripts.add(text);
  }

  void audio(int eventId, byte[] samples) {
    audio.writeBytes(samples);
    lastAudioEvent = Math.max(lastAudioEvent, eventId);
  }

  Optional<String> conversationId() {
    return conversationId;
  }

  String agentFormat() {
    return agentFormat;
  }

  String userFormat() {
    return userFormat;
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  List<String> transcripts() {
    return List.copyOf(transcripts);
  }

  byte[] audio() {
    return audio.toByteArray();
  }

  /** Bytes. */
  int audioLength() {
    return audio.size();
  }

  /** The turn that the latest audio belongs to; -1 before any. */
  int lastAudioEvent() {
    return lastAudioEvent;
  }

  /** True once there was sound of a later turn than this one. */
  boolean hasAudioAfter(int eventId) {
    return lastAudioEvent > eventId;
  }
}
