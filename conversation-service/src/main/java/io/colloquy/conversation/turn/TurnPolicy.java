package io.colloquy.conversation.turn;

/**
 * How a conversation takes turns.
 *
 * @param textOnly true for a chat: nothing is spoken
 * @param interruptible whether the user may cut the agent short at all (page 014)
 * @param firstMessageInterruptible whether that holds for the first message too
 * @param bargeInMs how long the user must have spoken before the agent stops, in milliseconds
 * @param answerPatienceMs how long the model may give no text, in milliseconds
 * @param speechPatienceMs how long the voice may give no audio, in milliseconds
 * @param longestCallMs how long the conversation may last, in milliseconds
 * @param apology what the agent says when no model answers
 */
public record TurnPolicy(
    boolean textOnly,
    boolean interruptible,
    boolean firstMessageInterruptible,
    int bargeInMs,
    long answerPatienceMs,
    long speechPatienceMs,
    long longestCallMs,
    String apology) {}
