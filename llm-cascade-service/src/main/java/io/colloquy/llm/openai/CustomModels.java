package io.colloquy.llm.openai;

import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.CustomModel.Value;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.llm.files.FileSource;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.UnusableModel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The customers' own models, each as its request names it. Connections are shared by all; what was
 * sealed on its way is opened here and kept no longer than the request.
 */
public final class CustomModels implements AutoCloseable {

  private final Optional<SecretBox> secrets;
  private final FileSource files;
  private final HttpClient open;
  private final HttpClient sealed;

  /**
   * @param secrets opens what was sealed; without it a model with a secret cannot be asked
   */
  public CustomModels(Optional<SecretBox> secrets, Duration connectTimeout, FileSource files) {
    this.files = files;
    this.secrets = secrets;
    this.open = HostedModel.client("http:", connectTimeout);
    this.sealed = HostedModel.client("https:", connectTimeout);
  }

  /** Never fails: a model that cannot be asked is one whose every answer fails, and says why. */
  public LanguageModel serving(CustomModel custom) {
    try {
      var apiKey = custom.apiKey().map(this::plain);
      Map<String, String> headers = new HashMap<>();
      custom.headers().forEach((name, value) -> headers.put(name, plain(value)));
      var protocol = new CustomProtocol(custom, apiKey, headers);
      return new HostedModel(
          protocol, protocol.baseUrl().startsWith("https:") ? sealed : open, files);
    } catch (SecretBox.NotOpened e) {
      return broken("a secret of the custom model cannot be opened: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return broken("the address or a header of the custom model is malformed");
    }
  }

  private String plain(Value value) {
    return switch (value) {
      case Value.Plain(String text) -> text;
      case Value.Sealed(String place, String text) ->
          secrets
              .orElseThrow(() -> new IllegalArgumentException("no key for secrets"))
              .open(text, place);
    };
  }

  private static LanguageModel broken(String why) {
    return new UnusableModel("custom", why);
  }

  @Override
  public void close() {
    open.shutdownNow();
    sealed.shutdownNow();
  }
}
