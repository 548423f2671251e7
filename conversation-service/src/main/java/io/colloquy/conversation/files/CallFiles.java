package io.colloquy.conversation.files;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.llm.SentFile;
import java.util.List;

/** The files of running conversations, as a conversation sees them. */
public interface CallFiles {

  /**
   * From now on files may be uploaded in this conversation. May block its (virtual) thread; without
   * a database the conversation goes on and takes no files.
   */
  void opened(String conversationId, String agentId, ConversationConfig config);

  /** The conversation is over, and with it what was uploaded. Returns at once. */
  void closed(String conversationId);

  /**
   * The files with these ids that were uploaded in this conversation, in this order; from now on
   * they cannot be taken back. Others are left out. May block its (virtual) thread.
   */
  List<SentFile> sent(String conversationId, List<String> fileIds);
}
