package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** All whom a batch is to call, in the order of the request. */
record Recipients(List<Recipient> recipients) {

  Recipients {
    recipients = List.copyOf(recipients);
  }

  /**
   * @param requested as the document of the interface demands
   * @throws InvalidRequest if two have the same id
   */
  static Recipients requested(JsonNode requested, long nowUnix) {
    List<Recipient> recipients = new ArrayList<>();
    List<Flaw> flaws = new ArrayList<>();
    var ids = new HashSet<String>();
    for (int i = 0; i < requested.size(); i++) {
      var recipient = Recipient.requested((ObjectNode) requested.get(i), nowUnix);
      if (!ids.add(recipient.id())) {
        flaws.add(
            Flaw.ofValue(
                List.of(Flaw.BODY, "recipients", i, "id"), "Another recipient has this id"));
      }
      recipients.add(recipient);
    }
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return new Recipients(recipients);
  }

  Recipients cancelled(long nowUnix) {
    return new Recipients(
        recipients.stream().map(recipient -> recipient.cancelled(nowUnix)).toList());
  }

  Recipients retried(long nowUnix) {
    return new Recipients(
        recipients.stream().map(recipient -> recipient.retried(nowUnix)).toList());
  }

  int toRetry() {
    return (int) recipients.stream().filter(Recipient::deservesRetry).count();
  }
}
