package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.conversation.files.CallFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that were uploaded, as the database would keep them. */
final class UploadedFiles implements CallFiles {

  final List<String> open = new ArrayList<>();
  final Map<String, SentFile> files = new HashMap<>();

  @Override
  public void opened(String conversationId, String agentId, ConversationConfig config) {
    open.add(conversationId);
  }

  @Override
  public void closed(String conversationId) {
    open.remove(conversationId);
  }

  @Override
  public List<SentFile> sent(String conversationId, List<String> fileIds) {
    return fileIds.stream()
        .flatMap(id -> Optional.ofNullable(files.get(id)).stream())
        .filter(_ -> open.contains(conversationId))
        .toList();
  }
}
