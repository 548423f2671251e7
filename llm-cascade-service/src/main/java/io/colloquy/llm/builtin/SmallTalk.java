package io.colloquy.llm.builtin;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a caller says that no knowledge is needed for. */
enum SmallTalk {
  REPEAT(
      "((can|could|would) you )?(please )?(repeat|say)( that| it| this)?( again)?( please)?"
          + "|pardon( me)?|come again|once more|again( please)?|what did you say|what was that"
          + "|(sorry )?i (did not|didnt|couldnt|cant) (hear|understand|catch) (you|that|it)"),
  GREETING(
      "(hello|hallo|helo|hi|hey|hiya|greetings|good (morning|afternoon|evening|day))"
          + "( (hello|hi|hey))*( (there|their|again|everyone|everybody))?"),
  HOW_ARE_YOU("how are you( doing)?( today)?|hows it going|how do you do|are you (ok|okay|well)"),
  IDENTITY(
      "(and )?who are (you|u)|(what|who) are you|(what|whats|who)( is| are| s)? (you|your|youre)"
          + " name|who am i (talking|speaking) (to|with)|introduce yourself"
          + "|tell me (about|something about|more about) yourself|who is (this|that|there)|whos"
          + " (this|that|there)|who do i (talk|speak) (to|with)"),
  NATURE(
      "(are you|am i (talking|speaking) (to|with)|is this) (a |an |the )?(real )?(robot|bot|human"
          + "( being)?|person|machine|computer|ai|a i|chatbot|real)( or .*)?"),
  ABILITIES(
      "what (can|do|could) you (do|know|tell me|offer|answer)( about)?|what can i ask( you)?"
          + "|(how )?can you help( me)?( please)?|help( me)?( please)?|i need (some )?help"
          + "|what do you know about|how can you help( me)?|what are you able to do"),
  GOODBYE(
      "(good ?bye|bye|by by|bye bye|see you( later| soon| then)?|have a (nice|good|great) (day|one"
          + "|evening|weekend)|talk to you (later|soon)|(no )?(thats|that is|that was) (all|it"
          + "|everything)|nothing else|i have to go)( then| now)?( (bye|goodbye|good bye))*"),
  THANKS(
      "(many )?(thanks|thank you|thank|thanx|cheers)( a lot| so much| very much| very match| for"
          + " (your|the) help| for that)?|(thats|that is|that was) (great|helpful|perfect|good"
          + "|wonderful|very helpful|nice)"),
  YES("yes|yeah|yep|yup|sure|ok|okay|alright|all right|right|i see|fine|good|great|perfect|mhm"),
  NO("no|nope|nah|not really|no not really|not now");

  private final Pattern pattern;

  SmallTalk(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  private static final Pattern FILLER =
      Pattern.compile(
          "^(um+|uh+|er+|hm+|well|so|oh|ah|okay|ok|yes|yeah|alright|now|and|but|please|excuse me"
              + "|sorry|hi there|hello there|hello|hallo|hi|hey|good (morning|afternoon|evening|day)"
              + "|thanks|thank you|(can|could|would) you (please )?tell me|i (would|d|ill) like to"
              + " know|id like to know|i want to know|i wanted to (ask|know)|do you know"
              + "|i have a question|my question is|tell me)( |$)");

  /**
   * What is said, if it is small talk, perhaps after some filling words.
   *
   * @param said normalised words
   */
  static Optional<SmallTalk> in(String said) {
    var rest = said;
    while (true) {
      var words = rest;
      var talk = Stream.of(values()).filter(t -> t.pattern.matcher(words).matches()).findFirst();
      var shorter = withoutOneFiller(rest);
      if (talk.isPresent() || shorter.equals(rest)) {
        return talk;
      }
      rest = shorter;
    }
  }

  /** What is said without the words that people say before they come to the point. */
  static String withoutFillers(String said) {
    var rest = said;
    for (var less = withoutOneFiller(rest); !less.equals(rest); less = withoutOneFiller(rest)) {
      rest = less;
    }
    return rest;
  }

  private static String withoutOneFiller(String said) {
    var filler = FILLER.matcher(said);
    return filler.find() ? said.substring(filler.end()).strip() : said;
  }
}
