package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.EdgeOutput.Part;
import io.colloquy.contracts.speech.SpeechProgress;

/** A chat: the answer streams as parts, is then told whole, and is read at once. */
final class WrittenDelivery implements Delivery {

  private final Effects effects;

  WrittenDelivery(Effects effects) {
    this.effects = effects;
  }

  @Override
  public Standing say(Answer answer, String text) {
    if (answer.isEmpty()) {
      tellPart(answer, Part.START, "");
    }
    answer.write(text);
    tellPart(answer, Part.DELTA, text);
    return Standing.UNHEARD;
  }

  @Override
  public Standing finish(Answer answer) {
    tellPart(answer, Part.STOP, "");
    if (answer.announce()) {
      effects.tell(new EdgeOutput.AgentResponse(answer.eventId, answer.responseId, answer.text()));
    }
    return Standing.HEARD;
  }

  @Override
  public Standing pause(Answer answer) {
    return Standing.UNHEARD;
  }

  /** A reader sees that the agent writes; a filler would only be in the way. */
  @Override
  public Standing fill(Answer answer, String filler) {
    return Standing.UNHEARD;
  }

  @Override
  public void silence(Answer answer) {}

  @Override
  public String cut(Answer answer) {
    return answer.text();
  }

  @Override
  public boolean leave(Answer answer) {
    if (answer.isEmpty()) {
      return false;
    }
    var _ = finish(answer);
    return true;
  }

  @Override
  public void voiced(Answer answer, SpeechProgress progress) {}

  @Override
  public void stalled(Answer answer) {}

  private void tellPart(Answer answer, Part part, String text) {
    effects.tell(new EdgeOutput.AgentResponsePart(answer.eventId, answer.responseId, part, text));
  }
}
