package io.colloquy.analysis.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Blobs as objects of one bucket of S3, or of a server that speaks like it. */
public final class S3Store implements BlobStore {

  /**
   * Where the bucket is.
   *
   * @param endpoint of a server other than Amazon's, which gets the bucket's name in the path
   * @param credentials empty for those that the machine has (environment, profile, role)
   */
  public record Place(
      Optional<URI> endpoint, String region, String bucket, Optional<Credentials> credentials) {}

  /** A key that may read, write, list and delete. Never logged. */
  public record Credentials(String accessKey, String secretKey) {
    @Override
    public String toString() {
      return "Credentials[" + accessKey + "]";
    }
  }

  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);
  private static final Duration CONNECTION_PATIENCE = Duration.ofSeconds(5);

  private final S3Client client;
  private final String bucket;

  public S3Store(Place place) {
    bucket = place.bucket();
    var builder =
        S3Client.builder()
            .region(Region.of(place.region()))
            .credentialsProvider(credentials(place))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECTION_PATIENCE)
                    .socketTimeout(ANSWER_PATIENCE))
            // Not every server knows the checksums that Amazon added in 2025.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .chunkedEncodingEnabled(false)
                    .pathStyleAccessEnabled(place.endpoint().isPresent())
                    .build());
    place.endpoint().ifPresent(builder::endpointOverride);
    client = builder.build();
  }

  private static AwsCredentialsProvider credentials(Place place) {
    return place
        .credentials()
        .<AwsCredentialsProvider>map(
            given ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(given.accessKey(), given.secretKey())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  @Override
  public void put(String key, byte[] bytes) throws IOException {
    put(key, RequestBody.fromBytes(bytes));
  }

  @Override
  public void put(String key, Path file) throws IOException {
    put(key, RequestBody.fromFile(file));
  }

  private void put(String key, RequestBody body) throws IOException {
    Keys.checked(key);
    var _ = asked(key, () -> client.putObject(put -> put.bucket(bucket).key(key), body));
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    Keys.checked(key);
    try {
      return OptionalLong.of(
          asked(key, () -> client.headObject(head -> head.bucket(bucket).key(key)))
              .contentLength());
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(String key, long from, long length) throws IOException {
    Keys.checked(key);
    var range = "bytes=" + from + "-" + (from + length - 1);
    return asked(key, () -> client.getObject(get -> get.bucket(bucket).key(key).range(range)));
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return asked(
        prefix,
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList());
  }

  @Override
  public void delete(String key) throws IOException {
    Keys.checked(key);
    var _ = asked(key, () -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  private static <A> A asked(String key, Supplier<A> question) throws IOException {
    try {
      return question.get();
    } catch (NoSuchKeyException e) {
      throw (NoSuchFileException) new NoSuchFileException(key).initCause(e);
    } catch (SdkException e) {
      throw new IOException("the blob store does not do it: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
