/** The oldest client version that gets data: raised to this on 2025-10-08 (nightscout-librelink-up #201). */
export const MINIMUM_VERSION = '4.16.0';

/** Every region known to exist; `eu2` and `la` came without notice. */
const REGIONS = ['ae', 'ap', 'au', 'ca', 'de', 'eu', 'eu2', 'fr', 'jp', 'la', 'us'];
const LANGUAGES = ['de', 'de-DE', 'en', 'en-GB', 'en-US', 'nl', 'nl-NL'];
const COUNTRIES = [
  { DisplayMember: 'germany', ValueMember: 'DE' },
  { DisplayMember: 'netherlands', ValueMember: 'NL' },
  { DisplayMember: 'united-kingdom', ValueMember: 'GB' },
  { DisplayMember: 'united-states', ValueMember: 'US' },
];

function documents(name: string) {
  const link = (folder: string) => `https://files.libreview.io/files/documents/${folder}/${name}.html`;
  return {
    default: link('en-US'),
    de: link('de-DE'),
    'de-de': link('de-DE'),
    en: link('en-US'),
    'en-gb': link('en-GB'),
    'en-us': link('en-US'),
    nl: link('nl-NL'),
    'nl-nl': link('nl-NL'),
  };
}

/**
 * `data` of GET /llu/config/country, the same for every country. All regions point back at the
 * simulator, so that no client carries the simulation's account to a real server.
 * @param url the simulator's own, without a slash at the end
 * @param minimumVersion the oldest client version that gets data
 */
export function countryConfig(url: string, minimumVersion: string) {
  const home = { lslApi: `${url}/`, socketHub: `${url}/` };
  return {
    CountryList: { countries: COUNTRIES },
    MinVersion: minimumVersion,
    SupportedLanguages: LANGUAGES,
    features: { fsl2Streaming: true, sensorEndAlarms: true, streamingAlarms: true },
    heartbeatMilliseconds: 2_100_000,
    lluPrivacyPolicyHtml: documents('pat-PP_2022-12-08'),
    lluPrivacyPolicyVersions: { default: '2022-12-13T08:00:00-08:00' },
    lluToUHtml: documents('LLU_EULA_2023-04-03'),
    lluToUVersions: { default: '2023-06-13T10:44:00-07:00' },
    lslApi: home.lslApi,
    minorityAge: 18,
    passwordRules: {
      PasswordRequirements: [1, 3, 4],
      rules: {
        max: { errorMsgKey: 'Form.passwordLong', value: '36' },
        min: { errorMsgKey: 'Form.passwordShort', value: '8' },
        noSpace: { errorMsgKey: 'Form.passwordNoSpace', value: '^\\S*$' },
        number: { errorMsgKey: 'Form.passwordNumber', value: '[0-9]' },
        special: { errorMsgKey: 'Form.passwordSpecial', value: '[!@#$%^&*)(+=._-]' },
      },
    },
    pnDocId: 'pnllu',
    regionalMap: Object.fromEntries(REGIONS.map((region) => [region, home])),
    touDocId: 'toullu',
  };
}
