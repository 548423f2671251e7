package io.colloquy.conversation.speech;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where PocketSphinx is, what it knows and how hard it tries.
 *
 * @param library its shared library, a name that the loader finds or a path
 * @param baseLibrary likewise {@code libsphinxbase}
 * @param acousticModel a folder
 * @param languageModel a file
 * @param dictionary a file
 * @param language the language of all three, as the first part of an IETF tag
 * @param options further arguments, names and values by turns; they win over ours
 * @param spare how many recognisers wait, initialised, for the next conversation
 * @param most how many may be in use at once
 */
public record PocketSphinxSettings(
    String library,
    String baseLibrary,
    Path acousticModel,
    Path languageModel,
    Path dictionary,
    String language,
    List<String> options,
    int spare,
    int most) {

  private static final Path MODELS = Path.of("/usr/share/pocketsphinx/model/en-us");

  public PocketSphinxSettings {
    options = List.copyOf(options);
    if (options.size() % 2 != 0) {
      throw new IllegalArgumentException("an option without its value: " + options);
    }
    if (spare < 0 || most < 1) {
      throw new IllegalArgumentException("at least 0 spare and 1 in use: " + spare + ", " + most);
    }
  }

  /** Debian's libraries and English models. */
  public static PocketSphinxSettings debian() {
    return new PocketSphinxSettings(
        "libpocketsphinx.so.3",
        "libsphinxbase.so.3",
        MODELS.resolve("en-us"),
        MODELS.resolve("en-us.lm.bin"),
        MODELS.resolve("cmudict-en-us.dict"),
        "en",
        List.of(),
        2,
        64);
  }

  List<Path> models() {
    return List.of(acousticModel.resolve("mdef"), languageModel, dictionary);
  }

  /** Names and values by turns. */
  List<String> arguments() {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("-hmm", acousticModel.toString());
    arguments.put("-lm", languageModel.toString());
    arguments.put("-dict", dictionary.toString());
    arguments.put("-fwdflat", "no");
    arguments.put("-maxhmmpf", "3000");
    arguments.put("-maxwpf", "10");
    for (int i = 0; i < options.size(); i += 2) {
      arguments.put(options.get(i), options.get(i + 1));
    }
    return arguments.entrySet().stream()
        .flatMap(argument -> Stream.of(argument.getKey(), argument.getValue()))
        .toList();
  }
}
