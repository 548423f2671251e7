package io.colloquy.conversation.prompt;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts dynamic variables in the place of <code>{{name}}</code>. Unknown names stay as they are. */
public final class Template {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");

  public static String fill(String template, Map<String, Object> variables) {
    return VARIABLE
        .matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(value(match, variables)));
  }

  /** The variables that a template names. */
  public static Set<String> names(String template) {
    return VARIABLE.matcher(template).results().map(it -> it.group(1)).collect(Collectors.toSet());
  }

  private static String value(MatchResult match, Map<String, Object> variables) {
    return Optional.ofNullable(variables.get(match.group(1)))
        .map(Object::toString)
        .orElse(match.group());
  }

  private Template() {}
}
